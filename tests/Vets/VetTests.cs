using VetVisits.Tests.EndToEnd;

namespace VetVisits.Tests.Vets;

[Collection(nameof(Town))]
public sealed class VetTests(Town town)
{
    private static readonly object Hours = new
    {
        zone = "America/New_York",
        slotMinutes = 20,
        bufferMinutes = 5,
        minimumNoticeMinutes = 30,
        weekly = new[] { new { day = "monday", from = "13:00", to = "00:00" }, new { day = "monday", from = "09:00", to = "12:00" } },
        exceptions = new[] { new { date = "2026-12-25", hours = Array.Empty<object>() } },
    };

    [Fact]
    public async Task A_vet_says_who_they_are_and_what_they_offer()
    {
        var offer = new { name = "Dr. Gray", languages = new[] { "en", "es" }, species = new[] { "cat", "dog" }, services = new[] { "telemedicine", "teletriage" } };
        (await town.Send("PUT", "vets/me", "vet/gray-1", offer)).Is(200);
        var commits = town.Rows().Commits;
        (await town.Send("PUT", "vets/me", "vet/gray-1", offer)).Is(200);
        Assert.Equal(commits, town.Rows().Commits);
        Assert.Contains("teletriage", (await town.Send("GET", "vets/me", "vet/gray-1")).Is(200)["services"], StringComparison.Ordinal);
        Assert.Equal("Dr. Gray", (await town.Send("GET", "vets/gray-1", "owner/dora")).Is(200)["name"]);
        Assert.DoesNotContain("phone", (await town.Send("GET", "vets/gray-1", "owner/dora")).Text, StringComparison.Ordinal);
        (await town.Send("GET", "vets/nobody", "owner/dora")).Is(404);
    }

    [Fact]
    public async Task Hours_come_back_in_order_and_the_zone_stays()
    {
        (await town.Send("GET", "vets/me/availability", "vet/gray-2")).Is(404);
        var put = (await town.Send("PUT", "vets/me/availability", "vet/gray-2", Hours)).Is(200);
        Assert.Equal("09:00", put.Json.GetProperty("weekly")[0].GetProperty("from").GetString());
        Assert.Equal("00:00", put.Json.GetProperty("weekly")[1].GetProperty("to").GetString());
        Assert.Equal(put.Text, (await town.Send("GET", "vets/me/availability", "vet/gray-2")).Text);
        (await town.Send("PUT", "vets/me/availability", "vet/gray-2", new { zone = "Europe/London" })).Is(422, "zone-fixed");
        (await town.Send("PUT", "vets/me/availability", "vet/gray-2", new { zone = "America/New_York" }, ("If-Match", put.ETag!))).Is(200);
        (await town.Send("PUT", "vets/me/availability", "vet/gray-2", Hours, ("If-Match", put.ETag!))).Is(412, "changed-since");
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_hours_is_said_at_once()
    {
        var no = await town.Send("PUT", "vets/me/availability", "vet/gray-3", """
            { "zone": "Nowhere", "slotMinutes": 0,
              "weekly": [ null, { "day": "friday", "from": "9", "to": "12:00" }, { "day": "sunday", "from": "22:00", "to": "06:00" },
                          { "day": "tuesday", "from": "09:00", "to": "12:00" }, { "day": "tuesday", "from": "11:00", "to": "13:00" } ],
              "exceptions": [ { "date": "2026-12-24", "hours": [ { "from": "10:00", "to": "10:00" }, null ] }, { "date": "2026-12-24" } ] }
            """);
        var pointers = no.Is(422, "invalid").Pointers.ToHashSet();
        Assert.Superset(
            new HashSet<string> { "/zone", "/slotMinutes", "/weekly/0/day", "/weekly/1/from", "/weekly/2/to", "/weekly", "/exceptions/0/hours/0/to", "/exceptions/0/hours/1/from", "/exceptions" },
            pointers);
    }

    [Fact]
    public async Task Only_an_admin_verifies_a_licence_and_a_revoked_one_shows_no_longer()
    {
        (await town.Send("PUT", "vets/me", "vet/gray-4", new { name = "Dr. Gray" })).Is(200);
        (await town.Send("POST", "vets/gray-4/licences", "vet/gray-4", new { region = "US-CA", number = "1", validUntil = "2030-01-01" })).Is(403);
        for (var i = 0; i < 10; i++)
            (await town.Send("POST", "vets/gray-4/licences", "admin/root", new { region = "US-CA", number = "VET 123", validUntil = "2040-01-01" }, ("Idempotency-Key", "l4"))).Is(201);
        (await town.Send("POST", "vets/gray-4/licences", "admin/root", new { region = "US-NV", number = "VET 123", validUntil = "2040-01-01" }, ("Idempotency-Key", "l4"))).Is(422, "idempotency-key-reused");
        Assert.Equal(1, (await town.Send("GET", "vets/me/licences", "vet/gray-4")).Is(200).Json.GetProperty("licences").GetArrayLength());
        Assert.Contains("US-CA", (await town.Send("GET", "vets/gray-4", "owner/dora"))["regions"], StringComparison.Ordinal);
        (await town.Send("POST", "vets/gray-4/licences/US-NV/revoke", "admin/root", new { reason = "suspended" })).Is(404);
        (await town.Send("POST", "vets/gray-4/licences/US-CA/revoke", "admin/root", new { reason = "suspended" })).Is(200);
        Assert.Equal("[]", (await town.Send("GET", "vets/gray-4", "owner/dora"))["regions"]);
    }

    [Fact]
    public async Task A_licence_that_cannot_be_is_refused()
    {
        Assert.Equal(["/region", "/number", "/validUntil"], (await town.Send("POST", "vets/gray-5/licences", "admin/root", new { region = "US", validUntil = "2020-01-01" })).Is(422).Pointers);
        (await town.Send("POST", "vets/a~b/licences", "admin/root", new { region = "US-CA", number = "1", validUntil = "2040-01-01" })).Is(404);
    }
}
