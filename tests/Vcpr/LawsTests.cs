using System.Text.Json.Nodes;
using NodaTime;
using VetVisits.Identity;
using VetVisits.Tests.Booking;
using VetVisits.Vcpr;

namespace VetVisits.Tests.Vcpr;

/// <summary>New versions of the rules: from their day on, and never altered.</summary>
public sealed class LawsTests
{
    private static readonly Caller Admin = new(Role.Admin, "admin1");

    private static string Arizona(int days)
    {
        var file = JsonNode.Parse(RuleFile.EmbeddedBytes("vcpr-rules.json"))!;
        var limits = file["jurisdictions"]!["US-AZ"]!["tele_only_prescribing"]!;
        (limits["initial_max_days"], limits["total_max_days"]) = (days, days + 14);
        return file.ToJsonString();
    }

    private static Task<RulesVersion> Load(Clinic clinic, LocalDate from, string json, string key = "k") =>
        clinic.Get<Laws>().Load(Admin, from, "A. Lawyer", json, new("admin:admin1", key, json.Length.ToString()), default);

    [Fact]
    public async Task A_version_decides_from_its_day_on_and_before_it_the_old_one_does()
    {
        await using var clinic = new Clinic();
        var loaded = await Load(clinic, new(2026, 12, 1), Arizona(7));
        var laws = clinic.Get<Laws>();
        Assert.Equal((14, 7), (await Days(new(2026, 11, 30)), await Days(new(2026, 12, 1))));
        Assert.Equal(Law.Embedded.Version, (await laws.On(new(2026, 11, 30), default)).Version);
        Assert.Equal(loaded.Version, (await laws.On(new(2026, 12, 1), default)).Version);
        Assert.Equal([null, "A. Lawyer"], (await laws.List(default)).Select(v => v.ReviewedBy));

        async Task<int?> Days(LocalDate on) => (await laws.On(on, default)).Decide(Ask.About("US-AZ") with { On = on }).Prescribing.InitialMaxDays;
    }

    [Fact]
    public async Task Another_host_learns_of_it_within_a_minute()
    {
        await using var clinic = new Clinic();
        var other = new Laws(clinic.Documents, clinic.Clock);
        Assert.Equal(Law.Embedded.Version, (await other.On(new(2027, 1, 1), default)).Version);
        var loaded = await Load(clinic, new(2026, 12, 1), Arizona(7));
        clinic.Clock.Advance(Duration.FromSeconds(61));
        Assert.Equal(loaded.Version, (await other.On(new(2027, 1, 1), default)).Version);
    }

    [Fact]
    public async Task A_bad_file_a_past_day_and_a_taken_day_are_refused()
    {
        await using var clinic = new Clinic();
        Assert.Equal("rules-invalid", (await Clinic.Refused(() => Load(clinic, new(2026, 12, 1), Arizona(7).Replace("synchronous-video", "sometimes", StringComparison.Ordinal)))).Code);
        Assert.Equal("rules-date-past", (await Clinic.Refused(() => Load(clinic, new(2026, 11, 22), Arizona(7)))).Code);
        var first = await Load(clinic, new(2026, 12, 1), Arizona(7));
        Assert.Equal(first.Version, (await Load(clinic, new(2026, 12, 1), Arizona(7))).Version);
        Assert.Equal("idempotency-key-reused", (await Clinic.Refused(() => Load(clinic, new(2026, 12, 1), Arizona(10)))).Code);
        Assert.Equal("rules-date-taken", (await Clinic.Refused(() => Load(clinic, new(2026, 12, 1), Arizona(10), "other"))).Code);
    }
}
