using VetVisits.Calls;
using VetVisits.Identity;
using VetVisits.Owners;
using VetVisits.Tests.Booking;

namespace VetVisits.Tests.Calls;

/// <summary>A number is verified by who hears the code at that number, and by nobody else.</summary>
public sealed class NumberCheckTests
{
    private const string Mine = "+14155550123";
    private const string Strangers = "+14155550199";
    private static readonly Caller Jo = Clinic.Owner();

    [Fact]
    public async Task The_code_that_was_spoken_verifies_the_number_that_was_rung()
    {
        await using var clinic = await Open();
        await Ring(clinic, "k1");
        await clinic.Get<NumberChecks>().Confirm(Jo, await Spoken(clinic, "k1"), default);

        Assert.True((await clinic.Get<PhoneBook>().Find(Jo.By, default))!.Verified);
    }

    [Fact]
    public async Task Sending_the_request_again_gives_no_tries_back()
    {
        await using var clinic = await Open();
        await Ring(clinic, "k1");
        var code = await Spoken(clinic, "k1");
        for (var tried = 0; tried < NumberCheck.MostTries; tried++)
        {
            Assert.Equal("code-wrong", (await Clinic.Refused(() => clinic.Get<NumberChecks>().Confirm(Jo, "wrong", default))).Code);
            await Ring(clinic, "k1");
        }

        Assert.Equal("no-check", (await Clinic.Refused(() => clinic.Get<NumberChecks>().Confirm(Jo, code, default))).Code);
    }

    [Fact]
    public async Task An_old_code_speaks_for_no_other_number()
    {
        await using var clinic = await Open();
        await Ring(clinic, "k1");
        var code = await Spoken(clinic, "k1");
        await clinic.Get<NumberChecks>().Confirm(Jo, code, default);
        await Number(clinic, Strangers);
        await Ring(clinic, "k1");

        Assert.Equal("no-check", (await Clinic.Refused(() => clinic.Get<NumberChecks>().Confirm(Jo, code, default))).Code);
        Assert.False((await clinic.Get<PhoneBook>().Find(Jo.By, default))!.Verified);
    }

    [Fact]
    public async Task A_number_that_changed_after_the_request_is_not_the_one_that_is_checked()
    {
        await using var clinic = await Open();
        await Ring(clinic, "k1");
        Assert.True((await clinic.Get<PhoneBook>().Find(Jo.By, default))!.Checking);
        await Number(clinic, Strangers);

        Assert.False((await clinic.Get<PhoneBook>().Find(Jo.By, default))!.Checking);
        var at = Address("k1");
        await clinic.Get<CallDesk>().Carry(at, again: false, default);
        Assert.NotEqual(StepResult.Done, (await Of(clinic, at)).ResultOf(CallStep.Dial));
        Assert.Equal(CallPhase.Ended, (await Of(clinic, at)).Phase);
    }

    [Fact]
    public async Task A_number_is_rung_five_times_a_day_and_no_more()
    {
        await using var clinic = await Open();
        for (var call = 1; call <= NumberCheck.MostCalls; call++) await Ring(clinic, $"k{call}");
        Assert.Equal("too-many-checks", (await Clinic.Refused(() => Ring(clinic, "k6"))).Code);

        clinic.Clock.AdvanceHours(25);
        await Ring(clinic, "k7");
    }

    [Fact]
    public async Task Where_no_telephone_is_set_up_a_call_ends_and_says_so()
    {
        await using var clinic = await Open();
        await Ring(clinic, "k1");
        await clinic.Get<CallDesk>().Carry(Address("k1"), again: false, default);

        Assert.Equal(StepResult.Misconfigured, (await Of(clinic, Address("k1"))).ResultOf(CallStep.Dial));
    }

    private static async Task<Clinic> Open()
    {
        var clinic = new Clinic();
        await Number(clinic, Mine);
        return clinic;
    }

    private static async Task Number(Clinic clinic, string number)
    {
        var at = Owner.At(Jo.Id);
        var there = await clinic.Documents.Read<Owner>(at, default);
        Assert.True((await clinic.Documents.Write(at, new Owner(Jo.Id, "Jo", number, null, "US-CA", Language.En, ReminderChannel.None, null), there?.ETag, default)).Done);
    }

    private static Task Ring(Clinic clinic, string key) => clinic.Get<NumberChecks>().Ring(Jo, Clinic.Asked(Jo.Id, key), default);

    private static CallAddress Address(string key) => new(Jo.By, $"n.{Clinic.Asked(Jo.Id, key).CommandId}");

    private static async Task<Call> Of(Clinic clinic, CallAddress at) => Call.Fold.Of((await clinic.Journal.Read(at.Partition, [at.Stream.Name], default)).Of(at.Stream.Name));

    private static async Task<string> Spoken(Clinic clinic, string key) => CallSpeech.CodeOf((await Of(clinic, Address(key))).Request!.Token);
}
