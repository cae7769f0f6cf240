using Microsoft.Azure.Functions.Worker;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Local.Host;

namespace VetVisits.Tests.EndToEnd;

/// <summary>
/// Every route that names a thing is asked by strangers for the things of others, with a body that its rightful caller could send. A new route must be given such a body, or a
/// reason why nothing is anybody's there.
/// </summary>
public sealed class StrangersTests(TwoHouseholds town) : IClassFixture<TwoHouseholds>
{
    private static readonly Role[] People = [Role.Owner, Role.Vet, Role.Staff, Role.Device];

    private static readonly IReadOnlyList<Found> Routes =
        [.. Found.In(Found.Classes).Where(f => f.Trigger is HttpTriggerAttribute && Trigger(f).Route!.Contains('{', StringComparison.Ordinal) && f.Allowed.Intersect(People).Any())];

    /// <summary>What names nobody's thing: a card that everybody signed in may see, or a token that is itself the right.</summary>
    private static readonly string[] Nobodys = ["GetVet", "GetPractice", "OpenShare", "AnswerShare", "SendSharedFile"];

    /// <summary>Here a stranger is told apart otherwise: what waits is open to every vet who may serve it, and a vet's hours are found by who asks.</summary>
    private static readonly string[] Others = ["ClaimVisit", "DeclineOffer", "UnblockTime"];

    /// <summary>What the rightful caller could send.</summary>
    private static readonly Dictionary<string, object> Bodies = new()
    {
        ["PutAnimal"] = new { name = "Miso", species = "cat" },
        ["GiveConsent"] = new { what = "share-with-clinic", textVersion = "2026-11" },
        ["RecordExamination"] = new { on = TwoHouseholds.Today },
        ["WithdrawExamination"] = new { reason = "wrong-day" },
        ["ImportFile"] = "%PDF-1.7\n%%EOF\n"u8.ToArray(),
        ["TakeIntake"] = new { region = "US-CA", complaint = "loses hair", consent = new { textVersion = "2026-11" }, signs = (object[])[new { id = "hair-loss" }] },
        ["CloseIntake"] = new { reason = "seen" },
        ["RequestVisit"] = new { intakeId = "{intakeId}", service = "telemedicine" },
        ["RequestPhoto"] = new { },
        ["SendPhoto"] = new byte[2000],
        ["SendPhotoPart"] = new byte[2000],
        ["MeasureWound"] = TwoHouseholds.Outlined,
        ["CancelPrescription"] = new { reason = "wrong ear" },
        ["DecideRefill"] = new { grant = false, reason = "see me first" },
        ["TakeReadings"] = new { kind = "heart-rate", value = 150, unit = "beats/min", at = DateTime.UtcNow.AddMinutes(-5) },
        ["NameRegularClinic"] = new { name = "Oak Street", email = "desk@oakstreet.example" },
        ["MakeShare"] = new { },
        ["BookVisit"] = new { intakeId = "{intakeId}", vetId = "vera", start = DateTime.UtcNow.Date.AddDays(2), service = "teletriage" },
        ["WriteAddendum"] = new { text = "one more word" },
        ["CancelVisit"] = new { reason = "better now" },
        ["CheckInVisit"] = new { signs = (object[])[] },
        ["TestConnection"] = new { camera = true, microphone = true, speaker = true, browser = "Firefox 140", upKbit = 2000, downKbit = 8000, roundTripMs = 40, jitterMs = 3, lossPercent = 0 },
        ["AskConsult"] = new { vetId = "carl", question = "mites?" },
        ["GiveOpinion"] = new { opinion = "mites" },
        ["EndVisit"] = new { outcome = "treated", notes = "mites", summary = new { assessment = "mites", differential = (string[])["mites", "yeast"], instructions = "clean the ear", plan = new { steps = (string[])["drops"], watch = (object[])[new { what = "head tilt", then = "call" }] } } },
        ["WaiveFee"] = new { reason = "goodwill" },
        ["SendExaminationSteps"] = new { steps = (object[])[new { stepId = "heart-rate" }] },
        ["ReportFinding"] = new { choice = "pink" },
        ["SendMessage"] = new { text = "hello" },
        ["ReadMessages"] = new { upTo = "{messageId}" },
        ["WritePrescription"] = TwoHouseholds.Drops,
        ["ReportQuality"] = new { lossPercent = 1, roundTripMs = 40, kbit = 800, frozenSeconds = 0 },
        ["ConfirmRelationship"] = new { confirmed = TwoHouseholds.Confirmed },
        ["RescheduleVisit"] = new { start = DateTime.UtcNow.Date.AddDays(3) },
        ["SendSignal"] = new { session = "session-1", kind = "hello", content = (object?)null },
        ["AddMember"] = new { personId = "newcomer", kind = "staff" },
    };

    private static IEnumerable<string> Owned => Routes.Select(r => r.Name).Except(Nobodys).Except(Others);

    public static TheoryData<string> EveryOwned => [.. Owned];

    [Theory]
    [MemberData(nameof(EveryOwned))]
    public async Task Of_others_things_there_is_nothing_to_be_seen_or_done(string name)
    {
        var route = Routes.Single(r => r.Name == name);
        var before = town.Rows();
        foreach (var role in route.Allowed.Intersect(People))
        {
            // A stranger with a household of their own, and the rightful people's own names under a role that is not theirs.
            foreach (var who in (string[])["stranger", role == Role.Vet ? "olga" : "vera"])
            {
                if (role == Role.Staff && who == "vera") continue; // she does belong to her practice
                var caller = $"{role.ToString().ToLowerInvariant()}/{who}";
                var heard = (await Ask(route, caller, town.Hers)).Is(404, "not-found");
                Assert.Equal(Words(heard), Words(await Ask(route, caller, town.Hers.ToDictionary(id => id.Key, _ => "nothing"))));
                // Another's thing under one's own animal, practice or vet.
                if (who == "stranger" && Trigger(route).Route!.Split('{').Length > 2 && Names(route).Any(n => n != "what" && !town.Theirs.ContainsKey(n)))
                    (await Ask(route, caller, Mixed)).Is(404, "not-found");
            }
        }
        Assert.Equal(before, town.Rows());
    }

    [Theory]
    [InlineData("ClaimVisit")]
    [InlineData("DeclineOffer")]
    public async Task A_visit_that_waits_is_not_there_for_a_vet_who_may_not_serve_it(string name)
    {
        var (animal, intake) = await Village.Animal(town, "olga");
        var visit = (await town.Send("POST", $"animals/{animal}/on-demand-visits", TwoHouseholds.Olga, new { intakeId = intake, service = "teletriage" })).Is(201).Json.GetProperty("visit").GetProperty("id").GetString()!;
        await Host.Eventually.Holds(async () => (await town.Send("POST", $"waiting-room/{visit}/decline", TwoHouseholds.Vera)).Code == "no-offer", "the visit waits");
        var route = Routes.Single(r => r.Name == name);
        var heard = (await Ask(route, "vet/nobody", new Dictionary<string, string> { ["visitId"] = visit })).Is(404, "not-found");
        Assert.Equal(Words(heard), Words(await Ask(route, "vet/nobody", new Dictionary<string, string> { ["visitId"] = "nothing" })));
    }

    [Fact]
    public async Task A_vet_who_is_asked_sees_the_photos_and_the_record_without_its_owner_until_the_opinion_is_given()
    {
        var (animal, visit) = ($"animals/{town.Hers["animalId"]}", $"animals/{town.Hers["animalId"]}/visits/{town.Hers["visitId"]}");
        await Village.Vet(town, "cora");
        var consult = $"{visit}/consults/{(await town.Send("POST", $"{visit}/consults", TwoHouseholds.Vera, new { vetId = "cora", question = "mites?" })).Is(201)["consultId"]}";
        (await town.Send("GET", $"{consult}/record", "vet/carl")).Is(404, "not-found");

        var photo = Assert.Single((await town.Send("GET", consult, "vet/cora")).Is(200).Json.GetProperty("photos").EnumerateArray());
        Assert.Equal(town.Hers["photoId"], photo.GetProperty("photoId").GetString());
        using (var storage = new HttpClient())
        using (var picture = await storage.GetAsync(photo.GetProperty("pictures")[0].GetProperty("url").GetString()))
            Assert.StartsWith("image/", picture.EnsureSuccessStatusCode().Content.Headers.ContentType!.MediaType, StringComparison.Ordinal);

        var entries = (await town.Send("GET", $"{consult}/record?format=json", "vet/cora")).Is(200).Json.GetProperty("entries").EnumerateArray().Select(e => e.GetProperty("kind").GetString()!).ToHashSet();
        Assert.Superset(new HashSet<string> { "intake", "visit", "prescription", "photo", "import" }, entries);
        Assert.Empty(entries.Intersect(VetVisits.Records.Kinds.Private));
        Assert.DoesNotContain("olga", (await town.Send("GET", $"{consult}/record?format=fhir", "vet/cora")).Is(200).Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("<img ", (await town.Send("GET", $"{consult}/record?format=html", "vet/cora")).Is(200).Text, StringComparison.Ordinal);
        Assert.Contains("consult-record", (await town.Send("GET", $"{animal}/audit", TwoHouseholds.Olga)).Is(200).Text, StringComparison.Ordinal);

        (await town.Send("POST", $"{consult}/opinion", "vet/cora", new { opinion = "mites" })).Is(200);
        (await town.Send("GET", $"{consult}/record", "vet/cora")).Is(404, "not-found");
        Assert.Empty((await town.Send("GET", consult, "vet/cora")).Is(200).Json.GetProperty("photos").EnumerateArray());
        await town.Quiet();
    }

    [Fact]
    public async Task Hours_that_a_vet_keeps_free_are_given_back_by_that_vet_alone()
    {
        var block = (await town.Send("POST", "vets/me/blocks", TwoHouseholds.Vera, new { from = DateTime.UtcNow.Date.AddDays(8), to = DateTime.UtcNow.Date.AddDays(8).AddHours(1) })).Is(201);
        var (path, day) = ($"vets/me/blocks/{block["day"]}/{block["id"]}", $"vets/me/day?date={block["day"]}");
        await town.Send("DELETE", path, "vet/stranger");
        Assert.Contains(block["id"], (await town.Send("GET", day, TwoHouseholds.Vera)).Is(200).Text, StringComparison.Ordinal);
        (await town.Send("DELETE", path, TwoHouseholds.Vera)).Is(204);
        Assert.DoesNotContain(block["id"], (await town.Send("GET", day, TwoHouseholds.Vera)).Is(200).Text, StringComparison.Ordinal);
    }

    /// <summary>What strangers are refused is a good request: those whose it is are not told that there is nothing, that they may not, or that they said it wrong.</summary>
    [Fact]
    public async Task Whose_it_is_is_heard_at_every_one_of_these_routes()
    {
        var unheard = new List<string>();
        var own = new TwoHouseholds();
        await own.InitializeAsync();
        // What ends a thing comes last.
        foreach (var route in Routes.Where(r => Owned.Contains(r.Name)).OrderBy(r => Ending.Any(r.Name.StartsWith)).ThenBy(r => r.Name, StringComparer.Ordinal))
            foreach (var role in route.Allowed.Intersect(People))
            {
                var caller = role switch { Role.Owner => TwoHouseholds.Olga, Role.Vet => route.Name is "GetConsult" or "GetConsultRecord" or "GiveOpinion" ? "vet/carl" : TwoHouseholds.Vera, Role.Staff => TwoHouseholds.Sam, _ => "device/scale" };
                var heard = await Ask(route, caller, own.Hers, own);
                if (heard.Status is 400 or 401 or 403 or 404 or >= 500 || heard.Code == "invalid") unheard.Add($"{caller} {route.Name}: {heard.Status} {heard.Text[..Math.Min(heard.Text.Length, 200)]}");
            }
        await own.DisposeAsync();
        Assert.Empty(unheard);
    }

    private static readonly string[] Ending = ["Cancel", "Close", "End", "Forget", "Remove", "Revoke", "Withdraw"];

    [Fact]
    public void Every_route_that_takes_a_body_has_one_here() => Assert.Empty(
        Routes.Where(r => r.Tagged<AcceptsAttribute>() is not null && !Bodies.ContainsKey(r.Name)).Select(r => r.Name).Except(Nobodys));

    private IReadOnlyDictionary<string, string> Mixed => town.Hers.ToDictionary(id => id.Key, id => id.Key is "animalId" or "practiceId" or "vetId" ? town.Theirs[id.Key] : id.Value);

    private static HttpTriggerAttribute Trigger(Found route) => (HttpTriggerAttribute)route.Trigger;

    private static IEnumerable<string> Names(Found route) => Trigger(route).Route!.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}'));

    private static (int, string?, string?) Words(Heard heard) => (heard.Status, heard.Code, heard["detail"]);

    private async Task<Heard> Ask(Found route, string who, IReadOnlyDictionary<string, string> ids, TwoHouseholds? at = null)
    {
        string Filled(string text) => ids.Aggregate(text, (now, id) => now.Replace($"{{{id.Key}}}", id.Value, StringComparison.Ordinal));
        var path = string.Join('/', Trigger(route).Route!.Split('/').Select(part => part == "{what}" ? "share-with-clinic" : Filled(part)));
        if (route.AllTagged<QueryAttribute>().Any(q => q.Required)) path += "?kind=heart-rate&session=session-1";
        var body = Bodies.GetValueOrDefault(route.Name);
        if (body is not null and not byte[]) body = System.Text.Json.JsonDocument.Parse(Filled(System.Text.Json.JsonSerializer.Serialize(body))).RootElement;
        return await (at ?? town).Send(Trigger(route).Methods![0].ToUpperInvariant(), path, who, body);
    }
}
