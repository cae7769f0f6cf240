using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace VetVisits.Local.Demo;

/// <summary>The line is tested, two browsers meet, the picture fails, and the telephone brings both people together.</summary>
public static partial class Telephone
{
    public const string VetNumber = "+15550100001";
    public const string OwnerNumber = "+15550100002";

    /// <summary>Before the visit: both numbers are proved by a spoken code, and the owner's connection is tested.</summary>
    public static async Task Prepare(Stage stage, string dog, string visit)
    {
        var story = stage.Story;
        await Verify(stage, stage.Vet, VetNumber);
        await Verify(stage, stage.Owner, OwnerNumber);
        var tested = await stage.Owner.Post($"/animals/{dog}/visits/{visit}/connection-tests", new JsonObject
        {
            ["camera"] = true,
            ["microphone"] = true,
            ["speaker"] = true,
            ["browser"] = "Chromium 156",
            ["upKbit"] = 900,
            ["downKbit"] = 4200,
            ["roundTripMs"] = 85,
            ["jitterMs"] = 12,
            ["lossPercent"] = 0.4,
        });
        story.Expect(tested.Word("verdict") == "good", $"Jo's connection test: {tested.Word("verdict")}");
    }

    /// <summary>During the visit: signals pass between the two ends, quality drops, and the visit goes on by phone.</summary>
    public static async Task Play(Stage stage, string dog, string visit)
    {
        var story = stage.Story;
        var room = $"/animals/{dog}/visits/{visit}";
        await stage.Owner.Post($"{room}/signals", Signal("hello", null));
        await stage.Owner.Post($"{room}/signals", Signal("offer", "v=0 (what Jo's browser offers)"));
        var offer = await stage.Vet.Get($"{room}/signals?session=vet-tab&after=0&wait=5");
        story.Expect(offer["signals"]?.AsArray().Count == 2, "Jo opens the video room; the vet's browser finds what Jo's offers");
        await stage.Vet.Post($"{room}/signals", Signal("answer", "v=0 (what the vet's browser answers)", "vet-tab"));
        var answer = await stage.Owner.Get($"{room}/signals?session=jo-tab&after=0&wait=5");
        story.Expect(answer["signals"]?[0]?["kind"]?.ToString() == "answer", "and Jo's browser finds the answer: from here on picture and sound would go directly from one to the other");

        Said report = null!;
        for (var i = 0; i < 3; i++)
            report = await stage.Owner.Post($"{room}/quality", new JsonObject { ["lossPercent"] = 32, ["roundTripMs"] = 950, ["kbit"] = 45, ["frozenSeconds"] = 4 });
        story.Expect(report["proposePhone"]?.GetValue<bool>() == true, "the picture freezes: Jo's browser reports it three times, and the phone is proposed");

        await Answers(stage, VetNumber, new JsonObject { ["pickup"] = "answers" });
        await Answers(stage, OwnerNumber, new JsonObject { ["pickup"] = "answers", ["keys"] = Stage.List("1") });
        var call = await stage.Owner.Post($"{room}/calls");
        story.Expect(call.Ok, $"Jo presses: continue by phone ({call.Brief})");
        var joined = await Stage.Until(() => stage.Owner.Get($"{room}/calls"), said => said["calls"]?[0]?["phase"]?.ToString() == "bridged");
        story.Expect(joined["calls"]?[0]?["phase"]?.ToString() == "bridged", "the vet is dialled, then Jo, who presses 1; both are on one line");
        story.Expect((await Present(stage)).Count == 2, "the telephone exchange on this machine holds both of them in one call");
        story.Tell("telephone", (await Heard(stage, VetNumber)).FirstOrDefault(words => words.Contains("was lost", StringComparison.Ordinal)) ?? "(nothing)");

        await stage.Admin.Post(new Uri(stage.Http.BaseAddress!, $"dev/phone/{VetNumber}/hang-up").ToString());
        var over = await Stage.Until(() => stage.Vet.Get($"{room}/calls"), said => said["calls"]?[0]?["phase"]?.ToString() == "ended");
        story.Expect(over["calls"]?[0]?["outcome"]?.ToString() == "bridged" && (await Present(stage)).Count == 0, "the vet hangs up when all is said; nobody is left in an empty call, and the visit knows how it came out");
    }

    /// <summary>Everything that was said in calls to this number.</summary>
    public static async Task<IReadOnlyList<string>> Heard(Stage stage, string number) =>
        [.. ((JsonArray)(await Calls(stage)).Body!).Where(call => call!["number"]!.ToString() == number).SelectMany(call => call!["heard"]!.AsArray()).Select(words => words!.ToString())];

    private static Task<Said> Calls(Stage stage) => stage.Admin.Get(new Uri(stage.Http.BaseAddress!, "dev/phone").ToString());

    private static async Task Verify(Stage stage, Client who, string number)
    {
        await Answers(stage, number, new JsonObject { ["pickup"] = "answers" });
        await who.Post("/phone/check");
        var heard = await Stage.Until(() => Calls(stage), said => Code(said, number) is not null);
        var confirmed = await who.Post("/phone/confirm", new JsonObject { ["code"] = Code(heard, number) ?? "" });
        stage.Story.Expect(confirmed["verified"]?.GetValue<bool>() == true, $"{who.Name}'s phone rings and speaks a code; sent back, the number is verified");
    }

    private static string? Code(Said said, string number) => (said.Body as JsonArray)?
        .Where(call => call!["number"]!.ToString() == number && call["heard"]!.AsArray().Count > 0)
        .Select(call => Digits().Match(call!["heard"]![0]!.ToString()))
        .Where(found => found.Success).Select(found => found.Value.Replace(", ", "", StringComparison.Ordinal)).LastOrDefault();

    private static async Task<List<string>> Present(Stage stage)
    {
        return [.. ((JsonArray)(await Calls(stage)).Body!).SelectMany(call => call!["present"]!.AsArray()).Select(n => n!.ToString()).Where(n => n is VetNumber or OwnerNumber).Distinct()];
    }

    private static async Task Answers(Stage stage, string number, JsonObject person)
    {
        var said = await stage.Admin.Put(new Uri(stage.Http.BaseAddress!, $"dev/phone/{number}").ToString(), person);
        stage.Story.Expect(said.Ok, $"(the telephone exchange on this machine is told how the number ending in {number[^4..]} answers)");
    }

    private static JsonObject Signal(string kind, string? content, string session = "jo-tab") => new() { ["session"] = session, ["kind"] = kind, ["content"] = content };

    [GeneratedRegex(@"\d(, \d){5}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Digits();
}
