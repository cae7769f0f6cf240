using VetVisits.Tests.EndToEnd;

namespace VetVisits.Tests.Owners;

[Collection(nameof(Town))]
public sealed class OwnerTests(Town town)
{
    private static readonly object Ann = new { name = "Ann", phone = "+14155550123", email = "ann@example.org", region = "US-CA", language = "es", reminders = "sms", zone = "America/Los_Angeles" };

    [Fact]
    public async Task An_owner_says_who_they_are_and_reads_it_back()
    {
        (await town.Send("GET", "owners/me", "owner/ann-1")).Is(404, "not-found");
        var put = (await town.Send("PUT", "owners/me", "owner/ann-1", Ann)).Is(200);
        var got = (await town.Send("GET", "owners/me", "owner/ann-1")).Is(200);
        Assert.Equal(("Ann", "+14155550123", "US-CA", "es", "sms"), (got["name"], got["phone"], got["region"], got["language"], got["reminders"]));
        Assert.Equal(put.ETag, got.ETag);
    }

    [Fact]
    public async Task Two_clients_do_not_undo_each_other()
    {
        var first = (await town.Send("PUT", "owners/me", "owner/ann-2", Ann, ("If-Match", "\"none\""))).Is(412, "changed-since");
        first = (await town.Send("PUT", "owners/me", "owner/ann-2", Ann)).Is(200);
        (await town.Send("PUT", "owners/me", "owner/ann-2", new { name = "Anna", region = "US-CA" }, ("If-Match", first.ETag!))).Is(200);
        (await town.Send("PUT", "owners/me", "owner/ann-2", Ann, ("If-Match", first.ETag!))).Is(412, "changed-since");
        Assert.Equal("Anna", (await town.Send("GET", "owners/me", "owner/ann-2"))["name"]);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        var no = (await town.Send("PUT", "owners/me", "owner/ann-3", new { name = " ", phone = "555-0123", email = "ann", region = "California", zone = "Mars/Base" })).Is(422, "invalid");
        Assert.Equal(["/name", "/phone", "/email", "/region", "/zone"], no.Pointers);
        (await town.Send("GET", "owners/me", "owner/ann-3")).Is(404);
    }

    [Fact]
    public async Task Reminders_need_the_way_that_they_go()
    {
        Assert.Equal(["/phone"], (await town.Send("PUT", "owners/me", "owner/ann-4", new { name = "Ann", region = "GB", reminders = "call" })).Is(422).Pointers);
        Assert.Equal(["/email"], (await town.Send("PUT", "owners/me", "owner/ann-4", new { name = "Ann", region = "GB", reminders = "email" })).Is(422).Pointers);
    }
}
