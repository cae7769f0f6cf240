using NodaTime;
using NodaTime.Testing;
using VetVisits.Documents;
using VetVisits.Journal;
using VetVisits.Tests.Booking;

namespace VetVisits.Tests.Contracts.Cosmos;

/// <summary>What the contract is for: on Cosmos DB too, one slot is never given to two.</summary>
[Collection(OneAccount.Name)]
public sealed class BookingRaceTests(Account account)
{
    private static readonly Instant Ten = Instant.FromUtc(2026, 11, 25, 10, 0);

    [Fact]
    public async Task Of_a_hundred_owners_who_want_one_slot_exactly_one_gets_it()
    {
        // The world of the tests has fixed ids, so it gets a database of its own.
        var database = $"race-{Guid.NewGuid():N}";
        await Containers.Ensure(account.Client, database, default);
        var views = new Views(CosmosStores.Documents(account.Client, database, Containers.Views));
        await using var clinic = new Clinic(
            new FakeClock(Clinic.Morning), CosmosStores.Journal(account.Client, database), CosmosStores.Documents(account.Client, database, Containers.Documents), views);
        await clinic.Vet();
        for (var n = 0; n < 100; n++) await clinic.Intake(await clinic.Animal($"a{n}", $"o{n}"));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(n => Task.Run(async () =>
        {
            try
            {
                await clinic.Book($"a{n}", Ten, $"k{n}", owner: $"o{n}");
                return "booked";
            }
            catch (RefusedException no)
            {
                return no.Refusal.Code;
            }
        })));

        Assert.Single(outcomes, o => o == "booked");
        Assert.All(outcomes.Where(o => o != "booked"), o => Assert.Equal("slot-taken", o));
        Assert.Single((await clinic.Day(new LocalDate(2026, 11, 25))).Slots);
        await account.Client.GetDatabase(database).DeleteAsync();
    }
}
