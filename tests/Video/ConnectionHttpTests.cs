using System.Net;
using VetVisits.Tests.EndToEnd;

namespace VetVisits.Tests.Video;

/// <summary>The connection test as a client makes it: bytes down, bytes up, and what was measured into the visit.</summary>
[Collection("Processes")]
public sealed class ConnectionHttpTests : IAsyncLifetime
{
    private VideoTown town = null!;

    public async Task InitializeAsync() => town = await VideoTown.Open();

    public async Task DisposeAsync() => await town.DisposeAsync();

    [Theory]
    [InlineData("", 262_144)]
    [InlineData("?bytes=1000", 1_000)]
    [InlineData("?bytes=0", 1)]
    [InlineData("?bytes=-5", 1)]
    [InlineData("?bytes=2000000000", 1_048_576)]
    [InlineData("?bytes=many", 262_144)]
    public async Task The_probe_is_of_bounded_size_does_not_shrink_and_is_kept_by_no_cache(string query, int bytes)
    {
        using var answer = await town.Owners.Client.GetAsync("connection-test/probe" + query);
        var body = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal((HttpStatusCode.OK, bytes, true), (answer.StatusCode, body.Length, answer.Headers.CacheControl?.NoStore));
        // A line that compresses would measure faster than it is.
        if (bytes > 1) Assert.InRange(body.Distinct().Count(), 200, 256);
    }

    [Fact]
    public async Task The_sink_takes_two_mebibytes_and_not_a_byte_more()
    {
        using var all = await town.Owners.Client.PutAsync("connection-test/sink", new ByteArrayContent(new byte[2 * 1024 * 1024]));
        Assert.Equal((HttpStatusCode.OK, true), (all.StatusCode, all.Headers.CacheControl?.NoStore));
        Assert.Equal("2097152", (await Heard.Of(all))["bytes"]);
        (await Heard.Of(await town.Owners.Client.PutAsync("connection-test/sink", new ByteArrayContent(new byte[(2 * 1024 * 1024) + 1])))).Is(413, "body-too-large");
    }

    [Fact]
    public async Task What_the_owner_measured_is_judged_with_tips_and_the_vet_finds_it_in_the_visit()
    {
        var judged = (await Test("owner/ana", Measured(upKbit: 120))).Is(201);
        Assert.Equal("audio-only", judged["verdict"]);
        Assert.Contains("router", judged["tips"], StringComparison.Ordinal);
        Assert.Equal("phone-instead", (await Test("vet/vera", Measured(microphone: false))).Is(201)["verdict"]);

        var video = (await town.Send("GET", $"{town.Room}/video", "vet/vera")).Is(200).Json;
        Assert.Equal(("audio-only", 120), (video.GetProperty("ownerTest").GetProperty("verdict").GetString(), video.GetProperty("ownerTest").GetProperty("measured").GetProperty("upKbit").GetInt32()));
        Assert.Equal("phone-instead", video.GetProperty("vetTest").GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task A_test_of_nonsense_or_of_a_strangers_visit_is_refused_and_one_visit_takes_twenty()
    {
        Assert.Equal(["/upKbit", "/lossPercent"], (await Test("owner/ana", Measured(upKbit: -1, loss: 101))).Is(422).Pointers);
        (await Test("owner/somebody-else", Measured())).Is(404);
        (await Test("vet/another", Measured())).Is(404);
        for (var n = 0; n < 20; n++) (await Test("owner/ana", Measured(upKbit: 2_000 + n))).Is(201);
        (await Test("owner/ana", Measured())).Is(409, "too-many-tests");
    }

    private Task<Heard> Test(string who, object measured) => town.Send("POST", $"{town.Room}/connection-tests", who, measured);

    private static object Measured(double upKbit = 2_000, bool microphone = true, double loss = 0) =>
        new { camera = true, microphone, speaker = true, browser = "Chromium 140", upKbit, downKbit = 5_000, roundTripMs = 40, jitterMs = 5, lossPercent = loss };
}
