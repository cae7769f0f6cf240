using System.Text.Json;
using VetVisits.Tests.Host;

namespace VetVisits.Tests.Video;

/// <summary>Two Chromium pages with a made camera and microphone meet in a visit's room: the product's own module, its signalling through two hosts, coturn as the relay.</summary>
[Collection("Processes")]
public sealed class BrowserVideoTests(Chromium chromium) : IClassFixture<Chromium>, IAsyncLifetime
{
    private const string Secret = "a secret of this test alone";
    private readonly List<Page> opened = [];
    private VideoTown town = null!;

    public Task InitializeAsync() => Task.CompletedTask;

    // The pages first: a host that ends waits for whoever still asks it.
    public async Task DisposeAsync()
    {
        foreach (var page in opened) await page.Close();
        if (town is not null) await town.DisposeAsync();
    }

    [ToolFact("node", "chromium")]
    public async Task Owner_and_vet_see_and_hear_each_other_through_two_hosts()
    {
        town = await VideoTown.Open();
        var (owner, vet) = await Meet();
        await FramesGrow(owner);
        await FramesGrow(vet);
        Assert.Equal((false, "here"), ((await owner.Run("return room.relayed")).GetBoolean(), await News(owner, "peer")));

        await vet.Run("await room.leave()");
        await Becomes(owner, "return room.state", "waiting");
        Assert.Equal("left", await News(owner, "peer"));
        // Signals lie in the mailbox for minutes, and in no history.
        Assert.Contains("ice-ufrag", await town.Mailbox(), StringComparison.Ordinal);
        Assert.DoesNotContain(await town.Journal(), commit => Json.Write(commit).Contains("ice-ufrag", StringComparison.Ordinal));
    }

    [ToolFact("node", "chromium", "turnserver")]
    public async Task Through_the_relay_alone_with_credentials_of_the_visit_frames_pass_a_cut_is_mended_and_they_pass_again()
    {
        using var relay = new Coturn(Secret);
        await relay.Start();
        town = await VideoTown.Open(("Video:Relay:Urls", relay.Url), ("Video:Relay:Secret", Secret));
        var (owner, vet) = await Meet("relayOnly: true,");
        await FramesGrow(owner);
        await FramesGrow(vet);
        Assert.Equal("relay relay", (await owner.Run(Path)).GetString());

        var path = await owner.Run(Fragment);

        await relay.Cut();
        await Becomes(owner, "return room.state", "reconnecting");
        await relay.Start();
        await Becomes(owner, "return room.state", "connected");
        await Becomes(vet, "return room.state", "connected");
        await FramesGrow(owner);
        await FramesGrow(vet);
        // The very connection that was cut looked for another way.
        Assert.NotEqual(path.GetString(), (await owner.Run(Fragment)).GetString());
        Assert.Contains("reconnecting", (await vet.Run("return news.filter(n => n.name !== 'quality').map(n => n.news.state ?? n.news).join()")).GetString()!);
    }

    [ToolFact("node", "chromium")]
    public async Task A_second_tab_takes_over_the_first_stops_and_the_other_side_is_told_and_sees_the_new_one()
    {
        town = await VideoTown.Open();
        var (first, vet) = await Meet();
        var second = await Join("owner");
        await FramesGrow(second);
        await FramesGrow(vet);
        await Becomes(first, "return room.state", "moved");
        Assert.Equal("taken-over", (await first.Run("return news.filter(n => n.name === 'state').at(-1).news.code")).GetString());
        Assert.Equal("moved", await News(vet, "peer"));

        await first.Run("await room.join()");
        await FramesGrow(first);
        await Becomes(second, "return room.state", "moved");
    }

    [ToolFact("node", "chromium")]
    public async Task What_the_browsers_measure_is_in_the_visit_and_three_bad_reports_propose_the_phone()
    {
        town = await VideoTown.Open();
        var (owner, vet) = await Meet("reportEvery: 500,");
        await Becomes(vet, "return String(news.some(n => n.name === 'quality' && n.news.kbit > 0))", "true");
        await Eventually.Holds(async () => (await town.Send("GET", $"{town.Room}/video", "vet/vera")).Json.GetProperty("vetQuality").GetArrayLength() > 0, "the vet's reports are in the visit");

        // The owner's picture stands still: the sender is there and sends nothing.
        await vet.Run("for (const track of media.getTracks()) track.enabled = true; for (const sender of peers.at(-1).getSenders()) await sender.replaceTrack(null)");
        await Becomes(owner, "return news.filter(n => n.name === 'phone').map(n => n.news).join()", "quality");
        Assert.Contains("owner", (await town.Send("GET", $"{town.Room}/video", "vet/vera")).Json.GetProperty("faltered").EnumerateArray().Select(e => e.GetString()));
    }

    private const string Path = """
        const report = await room.stats()
        const all = [...report.values()]
        const pair = all.find(s => s.type === 'candidate-pair' && s.nominated && s.state === 'succeeded')
        return [pair.localCandidateId, pair.remoteCandidateId].map(id => report.get(id).candidateType).join(' ')
        """;

    private const string Fragment = @"return /ice-ufrag:(\S+)/.exec(peers[0].localDescription.sdp)[1]";

    private const string Frames = "let frames = 0, sound = 0; for (const s of (await room.stats())?.values() ?? []) if (s.type === 'inbound-rtp') { frames += s.framesDecoded ?? 0; if (s.kind === 'audio') sound += s.packetsReceived } return { frames, sound }";

    private async Task<(Page Owner, Page Vet)> Meet(string more = "")
    {
        var owner = await Join("owner", more);
        await Becomes(owner, "return room.state", "waiting");
        var vet = await Join("vet", more);
        await Becomes(owner, "return room.state", "connected");
        await Becomes(vet, "return room.state", "connected");
        return (owner, vet);
    }

    private async Task<Page> Join(string end, string more = "")
    {
        var (host, who) = end == "owner" ? (town.Owners, "owner/ana") : (town.Vets, "vet/vera");
        var page = await chromium.Open($"{end} {opened.Count}", host.Local.Address, $$"""
            window.news = []
            window.peers = []
            const Real = RTCPeerConnection
            window.RTCPeerConnection = function (...how) { const made = new Real(...how); peers.push(made); return made }
            window.media = await navigator.mediaDevices.getUserMedia({ audio: true, video: true })
            window.room = new Video.VideoRoom({
              api: '/api', animalId: '{{town.Animal}}', visitId: '{{town.Visit}}', end: '{{end}}', media, {{more}} token: () => '{{await town.Token(who)}}'
            })
            for (const name of ['state', 'peer', 'quality', 'phone']) room.on(name, what => news.push({ name, news: what }))
            room.on('remote', stream => { document.querySelector('video').srcObject = stream })
            await room.join()
            """);
        opened.Add(page);
        return page;
    }

    private async Task FramesGrow(Page page)
    {
        var before = (await page.Run(Frames)).Clone();
        await Eventual(page, Frames, now =>
            now.GetProperty("frames").GetInt32() > before.GetProperty("frames").GetInt32() + 5 && now.GetProperty("sound").GetInt32() > before.GetProperty("sound").GetInt32(), "frames and sound arrive");
    }

    private Task Becomes(Page page, string script, string expected) => Eventual(page, script, now => now.GetString() == expected, $"{script} is {expected}");

    private async Task Eventual(Page page, string script, Func<JsonElement, bool> holds, string what)
    {
        JsonElement last = default;
        for (var tries = 0; tries < 600; tries++)
        {
            if (holds(last = await page.Run(script))) return;
            await Task.Delay(100);
        }
        Assert.Fail($"{what}; last: {last}; news: {await page.Run("return JSON.stringify(news)")}\n{chromium.Said}");
    }

    private static async Task<string?> News(Page page, string name) => (await page.Run($"return news.filter(n => n.name === '{name}').at(-1)?.news")).GetString();
}
