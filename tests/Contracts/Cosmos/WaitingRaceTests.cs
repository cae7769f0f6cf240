using NodaTime.Testing;
using VetVisits.Documents;
using VetVisits.Journal;
using VetVisits.Tests.Booking;
using VetVisits.Tests.Waiting;

namespace VetVisits.Tests.Contracts.Cosmos;

/// <summary>On Cosmos DB too, every owner who waits gets one vet, and every vet one owner at a time.</summary>
[Collection(OneAccount.Name)]
public sealed class WaitingRaceTests(Account account)
{
    [Fact]
    public Task Of_thirty_owners_and_five_vets_each_owner_gets_exactly_one_vet() => On(clinic => WaitingRace.Play(clinic, owners: 30, vets: 5));

    [Fact]
    public Task Of_a_booking_and_a_claim_at_one_moment_one_has_the_time() => On(clinic => ClaimRace.Play(clinic, vets: 8));

    private async Task On(Func<Clinic, Task> play)
    {
        var database = $"waiting-{Guid.NewGuid():N}";
        await Containers.Ensure(account.Client, database, default);
        var views = new Views(CosmosStores.Documents(account.Client, database, Containers.Views));
        await using var clinic = new Clinic(
            new FakeClock(Clinic.Morning), CosmosStores.Journal(account.Client, database), CosmosStores.Documents(account.Client, database, Containers.Documents), views,
            ("Booking:HorizonDays", "2"));
        await play(clinic);
        await account.Client.GetDatabase(database).DeleteAsync();
    }
}
