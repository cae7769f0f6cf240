using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using VetVisits.Http;

namespace VetVisits.Tests.Intake;

/// <summary>Who is answered in which language.</summary>
public sealed class SpokenHttpTests(IntakeHost host) : IClassFixture<IntakeHost>
{
    private const string NoUrine = """
        { "region": "US-CA", "consent": { "textVersion": "2026-11" }, "signs": [ { "id": "straining-no-urine" } ], "vitals": { "temperatureC": 39.9 } }
        """;

    [Theory]
    [InlineData("es", Language.Es)]
    [InlineData("es-419,es;q=0.9,en;q=0.8", Language.Es)]
    [InlineData("ES-us", Language.Es)]
    [InlineData("fr, es;q=0.5", Language.Es)]
    [InlineData("en;q=0.4, es;q=0.5", Language.Es)]
    [InlineData("en-US,es;q=0.9", Language.En)]
    [InlineData("es;q=0", Language.En)]
    [InlineData("*, es;q=0.1", Language.En)]
    [InlineData("fr", Language.En)]
    [InlineData("est", Language.En)]
    [InlineData("", Language.En)]
    [InlineData(";;q=;;", Language.En)]
    public void The_best_match_of_Accept_Language_is_spoken_English_where_there_is_none(string header, Language spoken)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.AcceptLanguage = header;
        Assert.Equal(spoken, AcceptLanguage.Of(request));
    }

    [Fact]
    public async Task Signs_are_one_page_and_one_ETag_a_language()
    {
        using var english = await host.Send(HttpMethod.Get, "intake/signs?species=cat", null, null);
        using var spanish = await host.Send(HttpMethod.Get, "intake/signs?species=cat", null, null, language: "es-MX");
        Assert.Equal("en", Spoken(english));
        Assert.Equal("es", Spoken(spanish));
        Assert.NotEqual(english.Headers.ETag, spanish.Headers.ETag);
        var (theirs, ours) = (await Json(spanish), await Json(english));
        Assert.Equal("¿Su gato respira con la boca abierta o jadea en reposo?", Sign(theirs, "cat-open-mouth-breathing").GetProperty("question").GetString());
        Assert.Equal("Is your cat breathing with its mouth open or panting at rest?", Sign(ours, "cat-open-mouth-breathing").GetProperty("question").GetString());
        Assert.Contains("Termómetro", theirs.GetProperty("vitals")[0].GetProperty("how").GetString(), StringComparison.Ordinal);
        Assert.Equal(ours.GetProperty("signs").EnumerateArray().Select(s => s.GetProperty("id").GetString()), theirs.GetProperty("signs").EnumerateArray().Select(s => s.GetProperty("id").GetString()));

        foreach (var (language, status) in new[] { ("es", HttpStatusCode.NotModified), ("en", HttpStatusCode.OK) })
        {
            using var again = new HttpRequestMessage(HttpMethod.Get, "intake/signs?species=cat") { Headers = { { "Accept-Language", language } } };
            again.Headers.IfNoneMatch.Add(spanish.Headers.ETag!);
            using var answer = await host.Client.SendAsync(again);
            Assert.Equal(status, answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_Spanish_owner_reads_the_emergency_in_Spanish_and_what_is_kept_stays_English()
    {
        var owner = await host.Token("owner", "owner-1");
        using var asked = await host.Send(HttpMethod.Post, $"animals/{host.CatId}/intakes", NoUrine, owner, "es-1", "es-US,es;q=0.9,en;q=0.8");
        Assert.Equal(HttpStatusCode.Created, asked.StatusCode);
        Assert.Equal("es", Spoken(asked));
        var answer = await Json(asked);
        Assert.Equal("emergency", answer.GetProperty("level").GetString());
        Assert.Equal("Vaya a una clínica ahora (dentro de una hora).", answer.GetProperty("ownerText").GetString());
        Assert.StartsWith("Vaya a una clínica ahora, dentro de una hora.", answer.GetProperty("next")[0].GetProperty("text").GetString(), StringComparison.Ordinal);
        var why = answer.GetProperty("reasons").EnumerateArray().SelectMany(r => r.GetProperty("why").EnumerateArray()).Select(w => w.GetString()!).ToList();
        Assert.Contains("el signo en sí", why);
        Assert.Contains(why, w => w.StartsWith("39.9 °C: 39.5 o más", StringComparison.Ordinal));

        var path = $"animals/{host.CatId}/intakes/{answer.GetProperty("intakeId").GetString()}";
        using var spanish = await host.Send(HttpMethod.Get, path, null, owner, language: "es");
        Assert.Equal(answer.GetRawText(), (await Json(spanish)).GetRawText());
        using var repeat = await host.Send(HttpMethod.Post, $"animals/{host.CatId}/intakes", NoUrine, owner, "es-1", "en");
        using var english = await host.Send(HttpMethod.Get, path, null, owner, language: "en");
        Assert.Equal("en", Spoken(english));
        var kept = await Json(english);
        Assert.Equal(kept.GetRawText(), (await Json(repeat)).GetRawText());
        Assert.Equal("Go to a clinic now (within the hour).", kept.GetProperty("ownerText").GetString());

        // A door that the emergency closes says why in the same language.
        var body = $$"""{ "intakeId": "{{answer.GetProperty("intakeId").GetString()}}", "service": "telemedicine" }""";
        foreach (var (language, words) in new[] { ("es", "Esto es una urgencia."), ("en", "This is an emergency.") })
        {
            using var shut = await host.Send(HttpMethod.Post, $"animals/{host.CatId}/on-demand-visits", body, owner, language: language);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, shut.StatusCode);
            Assert.Equal(language, Spoken(shut));
            var told = await Json(shut);
            Assert.Equal("emergency", told.GetProperty("code").GetString());
            Assert.StartsWith(words, told.GetProperty("detail").GetString(), StringComparison.Ordinal);
            var same = language == "es" ? answer : kept;
            Assert.Equal(same.GetProperty("ownerText").GetString(), told.GetProperty("ownerText").GetString());
            Assert.True(JsonElement.DeepEquals(same.GetProperty("reasons"), told.GetProperty("reasons")));
            Assert.True(JsonElement.DeepEquals(same.GetProperty("next")[0].GetProperty("onTheWay"), told.GetProperty("doNow")));
        }
    }

    [Theory]
    [InlineData("owner", "es", "Vaya a una clínica ahora (dentro de una hora).")]
    [InlineData("owner", "en", "Go to a clinic now (within the hour).")]
    [InlineData("vet", "en", "Go to a clinic now (within the hour).")]
    public async Task The_rules_alone_answer_in_the_callers_language_and_a_vet_in_English(string role, string spoken, string words)
    {
        using var answer = await host.Send(
            HttpMethod.Post, "decisions/triage", """{ "animal": { "species": "cat" }, "signs": [ { "id": "not-eating-cat", "durationHours": 30 } ] }""", await host.Token(role, $"{role}-1"),
            language: role == "vet" ? "es" : spoken);
        Assert.Equal(spoken, Spoken(answer));
        Assert.Equal(words, (await Json(answer)).GetProperty("ownerText").GetString());
    }

    [Fact]
    public async Task A_reading_that_rings_says_what_to_do_in_Spanish()
    {
        var owner = await host.Token("owner", "owner-1");
        var at = DateTimeOffset.UtcNow.AddMinutes(-1).ToString("O");
        using var taken = await host.Send(
            HttpMethod.Post, $"animals/{host.CatId}/readings", $$"""{ "kind": "temperature", "value": 41.5, "unit": "°C", "at": "{{at}}" }""", owner, language: "es");
        Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
        var answer = await Json(taken);
        Assert.Contains("Mida otra vez en reposo", answer.GetProperty("advice").GetRawText(), StringComparison.Ordinal);
        Assert.StartsWith("41.5 °C: 41 o más", answer.GetProperty("results")[0].GetProperty("reading").GetProperty("alarm").GetProperty("why")[0].GetString(), StringComparison.Ordinal);
        foreach (var (language, words) in new[] { ("es", "41 o más"), ("en", "41 or more") })
        {
            using var list = await host.Send(HttpMethod.Get, $"animals/{host.CatId}/readings?alarms=true", null, owner, language: language);
            Assert.Contains(words, (await Json(list)).GetProperty("readings")[0].GetProperty("alarm").GetProperty("why")[0].GetString(), StringComparison.Ordinal);
        }
    }

    private static string Spoken(HttpResponseMessage answer)
    {
        Assert.Contains("Accept-Language", answer.Headers.Vary);
        return Assert.Single(answer.Content.Headers.ContentLanguage);
    }

    private static JsonElement Sign(JsonElement page, string id) => page.GetProperty("signs").EnumerateArray().Single(s => s.GetProperty("id").GetString() == id);

    private static async Task<JsonElement> Json(HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>();
}
