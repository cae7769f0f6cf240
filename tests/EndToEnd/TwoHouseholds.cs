using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using VetVisits.Local.Demo;
using VetVisits.Local.Host;
using VetVisits.Tests.Host;
using VetVisits.Tests.Photos;

namespace VetVisits.Tests.EndToEnd;

/// <summary>
/// Two of everything that never met: an owner with her cat, vet, practice and staff, in the middle of a visit that left all kinds of things behind; and strangers who have
/// a cat, a vet, a practice and a visit of their own, so that nothing but whose it is stands between them and hers.
/// </summary>
public sealed class TwoHouseholds : ITalks, IAsyncLifetime
{
    public const string Olga = "owner/olga", Vera = "vet/vera", Sam = "staff/sam";
    private TestHost host = null!;

    /// <summary>What stands in a route's braces to name something of hers.</summary>
    public IReadOnlyDictionary<string, string> Hers { get; private set; } = null!;

    /// <summary>The same names for the strangers' own things, as far as a route begins with them.</summary>
    public IReadOnlyDictionary<string, string> Theirs { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        host = await TestHost.Start(new LocalOptions());
        Theirs = await House("stranger", "stranger", "stranger");
        var hers = await House("olga", "vera", "sam");
        await Met(hers);
        Hers = hers;
        await Quiet();
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    /// <param name="who"><c>role/subject</c>; the device <c>scale</c> is bound to her cat, every other one to the strangers'.</param>
    /// <param name="body">Bytes as they are, or a value to send as JSON.</param>
    public async Task<Heard> Send(string method, string path, string who, object? body = null, string? key = null)
    {
        var (role, sub) = (who.Split('/')[0], who.Split('/')[1]);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        var animal = role == "device" ? (sub == "scale" ? Hers : Theirs)["animalId"] : null;
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", host.Local.Services.GetRequiredService<DevIssuer>().Token(role, sub, animal));
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        if (body is not null) request.Content = body as byte[] is { } bytes ? Studio.Bytes(bytes) : new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        return await Heard.Of(await host.Client.SendAsync(request));
    }

    /// <summary>How many commits and documents there are.</summary>
    public (long Commits, long Documents) Rows()
    {
        using var file = new SqliteConnection($"Data Source={Path.Combine(host.Local.Services.GetRequiredService<LocalOptions>().Data, "journal.db")};Mode=ReadOnly;Pooling=False");
        file.Open();
        using var count = file.CreateCommand();
        count.CommandText = "SELECT (SELECT COUNT(*) FROM commits), (SELECT COUNT(*) FROM documents)";
        using var row = count.ExecuteReader();
        row.Read();
        return (row.GetInt64(0), row.GetInt64(1));
    }

    private async Task<Dictionary<string, string>> House(string owner, string vet, string staff)
    {
        var vetId = await Village.Vet(this, vet);
        var practice = (await Send("POST", "practices", "admin/root", new { name = $"Practice of {vet}", region = "US-CA" })).Is(201)["id"];
        foreach (var (person, kind) in ((string, string)[])[(vet, "vet"), (staff, "staff"), ($"aide-{vet}", "staff")])
            (await Send("POST", $"practices/{practice}/members", "admin/root", new { personId = person, kind, admin = true })).Is(201);
        var (animal, intake) = await Village.Animal(this, owner);
        var start = DateTime.UtcNow.Date.AddMinutes((Math.Floor(DateTime.UtcNow.TimeOfDay.TotalMinutes / 15) + 1) * 15);
        var visit = (await Send("POST", $"animals/{animal}/visits", $"owner/{owner}", new { intakeId = intake, vetId, start, service = "telemedicine" })).Is(201)["id"];
        return new() { ["vetId"] = vetId, ["practiceId"] = practice, ["personId"] = $"aide-{vet}", ["animalId"] = animal, ["intakeId"] = intake, ["visitId"] = visit };
    }

    /// <summary>The visit begins, and one of each kind of thing comes of it.</summary>
    private async Task Met(Dictionary<string, string> at)
    {
        var (animal, visit) = ($"animals/{at["animalId"]}", $"animals/{at["animalId"]}/visits/{at["visitId"]}");
        (await Send("POST", $"{visit}/check-in", Olga, new { signs = (object[])[] })).Is(200);
        (await Send("POST", $"{visit}/start", Vera)).Is(200);
        (await Send("POST", $"{visit}/relationship", Vera, new { confirmed = Confirmed })).Is(201);
        await Eventually.Holds(async () => (await Send("GET", animal, Vera)).Status == 200, "the vet of the visit sees the animal");
        at["examinationId"] = (await Send("POST", $"{animal}/examinations", Vera, new { on = Today })).Is(201)["examinationId"];
        at["prescriptionId"] = (await Send("POST", $"{visit}/prescriptions", Vera, Drops)).Is(201)["prescriptionId"];
        at["refillId"] = (await Send("POST", $"{animal}/prescriptions/{at["prescriptionId"]}/refills", Olga)).Json.GetProperty("refills")[0].GetProperty("refillId").GetString()!;
        await Village.Vet(this, "carl");
        at["consultId"] = (await Send("POST", $"{visit}/consults", Vera, new { vetId = "carl", question = "mites?" })).Is(201)["consultId"];
        await Send("POST", $"{visit}/home-examination", Vera, new { steps = (object[])[new { stepId = "gum-colour" }] });
        at["sendId"] = (await Send("GET", $"{visit}/care", Olga)).Is(200).Json.GetProperty("steps")[0].GetProperty("sendId").GetString()!;
        at["messageId"] = (await Send("POST", $"{visit}/messages", Olga, new { text = "hello" })).Is(201)["id"];
        at["importId"] = (await Send("POST", $"{animal}/imports", Olga, "%PDF-1.7\n%%EOF\n"u8.ToArray())).Is(201)["importId"];
        at["shareId"] = (await Send("POST", $"{animal}/shares", Olga, new { })).Is(201)["shareId"];
        (await Send("PUT", $"{animal}/regular-clinic", Olga, new { name = "Oak Street", email = "desk@oakstreet.example" })).Is(200);
        (await Send("POST", $"{animal}/consents", Olga, new { what = "share-with-clinic", textVersion = "2026-11" })).Is(200);
        at["photoId"] = await Photo(animal, at["visitId"]);
        (await Send("POST", $"{animal}/photos/{at["photoId"]}/measurements", Vera, Outlined)).Is(201);
        at["woundId"] = "ear";
        var block = (await Send("POST", "vets/me/blocks", Vera, new { from = DateTime.UtcNow.Date.AddDays(9), to = DateTime.UtcNow.Date.AddDays(9).AddHours(1) })).Is(201);
        (at["blockId"], at["date"]) = (block["id"], block["day"]);
    }

    private async Task<string> Photo(string animal, string visitId)
    {
        var photo = (await Send("POST", $"{animal}/photos", Olga, new { visitId })).Is(201)["photoId"];
        (await Send("PUT", $"{animal}/photos/{photo}/content", Olga, PhonePhoto.Jpeg(Renderings.Skin(Camera, Wound, markerAt: (6, -15)), 1200, 900))).Is(202);
        await Eventually.Holds(async () => (await Send("GET", $"{animal}/photos/{photo}", Olga)).Is(200)["status"] == "ready", "the photo is ready", 30);
        return photo;
    }

    /// <summary>Comes back when the feed has nothing more to do, so that what is written afterwards was written for whoever asked.</summary>
    public async Task Quiet()
    {
        var (rows, since) = (Rows(), DateTime.UtcNow);
        await Eventually.Holds(
            () =>
            {
                if (Rows() != rows) (rows, since) = (Rows(), DateTime.UtcNow);
                return DateTime.UtcNow - since > TimeSpan.FromSeconds(2);
            },
            "nothing is written any more", 60);
    }

    public static string Today => DateTime.UtcNow.ToString("yyyy-MM-dd");

    private static Shooting Camera { get; } = new(1200, 900, 6.8, Tilt: 5);

    private static (double, double) Wound => (9.0, 6.0);

    public static object Outlined { get; } = new { woundId = "ear", outline = Renderings.Outline(Camera, Wound).Select(p => new { x = p.X, y = p.Y }).ToList() };

    public static object Drops { get; } = new
    {
        drug = new { name = "Ear drops", ingredients = (string[])["florfenicol"], form = "drops", strength = "10 mg/ml", route = "ear", product = "animal-drug", @class = "prescription-only", antimicrobial = true, asLabelled = true },
        dosing = new { directions = "three drops twice a day", everyHours = 12, days = 7 },
        supply = new { quantity = 1, unit = "bottle", refills = 1, refillDays = 30 },
    };

    public static string[] Confirmed { get; } =
    [
        "consent-recorded", "identity-confirmed", "location-confirmed", "licence-shown", "history-reviewed", "examination-by-video", "second-contact-channel", "in-person-follow-up-named",
        "federal-limits-told", "pharmacy-choice-told",
    ];
}
