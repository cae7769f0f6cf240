using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using NodaTime;

namespace VetVisits.Local.Demo;

/// <summary>
/// Before the visit Jo photographs the rash: sideways and with the garden's coordinates, too dark and then again, from an iPhone, and once something that is no photo at all.
/// The pictures are rendered for this story.
/// </summary>
public static class Photographs
{
    private static readonly (double Latitude, double Longitude) Garden = (38.5816, -121.4944);

    public static async Task Play(Stage stage, string dog, string visit)
    {
        var story = stage.Story;
        story.Chapter("Photographs of the rash");

        var guide = await stage.Owner.Get("/photo-guide?complaint=skin");
        story.Expect(guide.Ok, $"the guide says how to take them ({guide.Brief})");

        var bright = Skin(light: 1);
        var sideways = PhonePhoto.Jpeg(bright, 1600, 1200, orientation: 6, taken: new LocalDateTime(2026, 11, 22, 9, 30), place: Garden);
        var (first, photo) = await Send(stage, dog, visit, sideways, Way.Storage);
        story.Expect(photo.Word("status") == "ready", $"a sideways JPEG, straight to storage: {photo.Word("verdict")}");
        story.Expect(photo["width"]?.GetValue<int>() == 1600 && photo["height"]?.GetValue<int>() == 1200, "it stands upright now");
        var master = await stage.Http.GetByteArrayAsync(new Uri(photo["pictures"]![0]!["url"]!.ToString()));
        story.Expect(!Contains(master, "Exif") && Contains(sideways, "Exif"), "and the garden's coordinates are gone from it");
        story.Expect(await Meeting.Notified(stage, "photo.ready", visit), "Dr Amara hears photo.ready");

        var dark = PhonePhoto.Jpeg(Skin(light: 0.03), 1600, 1200);
        var (_, sentBack) = await Send(stage, dog, visit, dark, Way.Content);
        story.Expect(sentBack.Word("status") == "retake" || sentBack.Word("verdict") == "retake", $"a dark one, through the API, is sent back: {Advice(sentBack, "words")}");
        story.Tell("VetVisits", Advice(sentBack, "tip"));
        var (_, retaken) = await Send(stage, dog, visit, PhonePhoto.Jpeg(bright, 1600, 1200), Way.Form);
        story.Expect(retaken.Word("status") == "ready", $"taken again by the window, by a one-time link and a plain form: {retaken.Word("verdict")}");

        var heic = await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Demo", "rash.heic"));
        var (_, iphone) = await Send(stage, dog, visit, heic, Way.Link);
        story.Expect(iphone.Word("status") is "ready" or "retake", $"an iPhone's HEIC: {iphone.Word("status")} {Advice(iphone, "words")}");

        var (_, fake) = await Send(stage, dog, visit, Encoding.UTF8.GetBytes("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"), Way.Storage);
        story.Expect(fake.Word("status") == "refused", $"a script that calls itself a photo is refused: {Advice(fake, "words")}");

        var again = await stage.Owner.Get($"/animals/{dog}/photos/{first}");
        story.Expect(again.Word("status") == "ready", "each is there for Jo and Dr Amara, and for nobody else");
        if (!stage.Local) return;
        var stranger = await stage.AnotherOwner("stranger");
        story.Expect((await stranger.Get($"/animals/{dog}/photos/{first}")).Status == HttpStatusCode.NotFound, "(somebody else finds nothing)");
    }

    private enum Way
    {
        Storage,
        Content,
        Link,
        Form,
    }

    private static byte[] Skin(double light) => Renderings.Skin(new Shooting(1600, 1200, Light: light), (9, 6));

    /// <summary>Asks for a way, sends the bytes, and polls for the verdict as a client does.</summary>
    private static async Task<(string Photo, Said Last)> Send(Stage stage, string dog, string visit, byte[] bytes, Way way)
    {
        var asked = await stage.Owner.Post($"/animals/{dog}/photos", new JsonObject { ["visitId"] = visit, ["complaint"] = "skin", ["series"] = "belly" });
        var photo = asked.Word("photoId");
        var name = way switch { Way.Storage => "storage", Way.Content => "content", _ => "link" };
        var request = asked[name];
        if (request is null) return (photo, asked);
        using var upload = new HttpRequestMessage(way == Way.Form ? HttpMethod.Post : HttpMethod.Put, request["url"]!.ToString());
        if (way == Way.Form)
        {
            upload.Content = new MultipartFormDataContent { { new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("image/jpeg") } }, "photo", "belly.jpg" } };
        }
        else
        {
            upload.Content = new ByteArrayContent(bytes);
            foreach (var (header, value) in request["headers"]!.AsObject())
                if (!upload.Headers.TryAddWithoutValidation(header, value!.ToString()))
                    upload.Content.Headers.TryAddWithoutValidation(header, value.ToString());
        }
        if (way == Way.Content) upload.Headers.Authorization = stage.Owner.Authorization;
        using var sent = await stage.Http.SendAsync(upload);
        if (!sent.IsSuccessStatusCode) stage.Story.Tell("storage", $"{(int)sent.StatusCode} {await sent.Content.ReadAsStringAsync()}");
        var last = await Stage.Until(() => stage.Owner.Get($"/animals/{dog}/photos/{photo}"), said => said.Word("status") is "ready" or "retake" or "refused", seconds: 30);
        return (photo, last);
    }

    private static string Advice(Said photo, string member) => photo["advice"]?.AsArray().FirstOrDefault()?[member]?.ToString() ?? "";

    private static bool Contains(byte[] bytes, string word) => bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(word)) >= 0;
}
