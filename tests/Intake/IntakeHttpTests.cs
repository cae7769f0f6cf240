using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using VetVisits.Tests.Host;

namespace VetVisits.Tests.Intake;

public sealed class IntakeHost : IAsyncLifetime
{
    private TestHost host = null!;

    public HttpClient Client => host.Client;

    public string CatId { get; private set; } = "";

    public async Task InitializeAsync()
    {
        host = await TestHost.Start(new() { WithoutStorage = true });
        var answer = await Send(HttpMethod.Post, "animals", """
            { "name": "Mio", "species": "cat", "sex": "male", "neutered": true, "birthDate": "2021-04-01", "weightKg": 4.2, "conditions": [] }
            """, await Token("owner", "owner-1"));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        CatId = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    public async Task<string> Token(string role, string sub)
    {
        var answer = await Client.PostAsJsonAsync(new Uri(Client.BaseAddress!, "/dev/tokens"), new { role, sub });
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
    }

    public Task<HttpResponseMessage> Send(HttpMethod method, string path, string? json, string? token, string? key = null, string? language = null)
    {
        var request = new HttpRequestMessage(method, path);
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        if (language is not null) request.Headers.TryAddWithoutValidation("Accept-Language", language);
        return Client.SendAsync(request);
    }
}

public sealed class IntakeHttpTests(IntakeHost host) : IClassFixture<IntakeHost>
{
    private const string CatOffItsFood = """
        { "complaint": "Will not eat since yesterday morning.", "region": "US-CA", "consent": { "textVersion": "2026-11" }, "questions": ["Is it the new food?"],
          "signs": [ { "id": "not-eating-cat", "durationHours": 30, "facts": { "still_eating": false } } ],
          "vitals": { "temperatureC": 39.9, "respiratoryRate": 40, "heartRate": 180 } }
        """;

    [Fact]
    public async Task An_owner_is_answered_how_urgent_it_is_why_and_what_to_do()
    {
        var token = await host.Token("owner", "owner-1");
        var answer = await host.Send(HttpMethod.Post, $"animals/{host.CatId}/intakes", CatOffItsFood, token);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var intake = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("urgent-same-day", intake.GetProperty("level").GetString());
        Assert.False(intake.GetProperty("telemedicineSuitable").GetBoolean());
        Assert.True(intake.GetProperty("inPersonLikely").GetBoolean());
        Assert.Equal("go-in-person", intake.GetProperty("next")[0].GetProperty("action").GetString());
        foreach (var reason in intake.GetProperty("reasons").EnumerateArray())
        {
            Assert.NotEmpty(reason.GetProperty("advice").GetString()!);
            Assert.StartsWith("http", reason.GetProperty("sources")[0].GetString(), StringComparison.Ordinal);
        }

        var read = await host.Send(HttpMethod.Get, $"animals/{host.CatId}/intakes/{intake.GetProperty("intakeId").GetString()}", null, token);
        Assert.Equal(intake.GetRawText(), (await read.Content.ReadFromJsonAsync<JsonElement>()).GetRawText());
        Assert.EndsWith($"/intakes/{intake.GetProperty("intakeId").GetString()}", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_key_gives_the_same_answer_and_another_body_under_it_is_refused()
    {
        var token = await host.Token("owner", "owner-1");
        var first = await host.Send(HttpMethod.Post, $"animals/{host.CatId}/intakes", CatOffItsFood, token, "k-1");
        var again = await host.Send(HttpMethod.Post, $"animals/{host.CatId}/intakes", CatOffItsFood, token, "k-1");
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        var other = await host.Send(HttpMethod.Post, $"animals/{host.CatId}/intakes", CatOffItsFood.Replace("30", "31", StringComparison.Ordinal), token, "k-1");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_told_at_once_with_its_place()
    {
        var answer = await host.Send(HttpMethod.Post, $"animals/{host.CatId}/intakes", """
            { "region": "California",
              "signs": [ { "id": "not-a-sign" }, { "id": "chocolate", "durationHours": -3, "facts": { "theobromine_mg_per_kg": "40", "moon_phase": 3, "sex": "male", "small_clean": "yes", "location": 5 } },
                         { "id": "fever" }, { "id": "fever" }, {} ],
              "vitals": { "temperatureC": 70, "glucoseMgDl": 5.5, "heartRate": 0, "temperatureF": 101 } }
            """, await host.Token("owner", "owner-1"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("invalid", problem.GetProperty("code").GetString());
        var pointers = problem.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("pointer").GetString()).ToHashSet();
        Assert.Superset(
            new HashSet<string?>
            {
                "/region", "/consent/textVersion", "/signs/0/id", "/signs/1/durationHours", "/signs/1/facts/theobromine_mg_per_kg", "/signs/1/facts/moon_phase", "/signs/1/facts/sex",
                "/signs/1/facts/small_clean", "/signs/1/facts/location", "/signs/3/id", "/signs/4/id", "/vitals/temperatureC", "/vitals/glucoseMgDl", "/vitals/heartRate", "/vitals/temperatureF",
            }, pointers);
    }

    [Theory]
    [InlineData("""{ "temperatureC": 101 }""", "/vitals/temperatureC", "Celsius: 38.3")]
    [InlineData("""{ "temperatureC": 70 }""", "/vitals/temperatureC", "In °C, from 20")]
    [InlineData("""{ "temperatureC": 12 }""", "/vitals/temperatureC", "No animal")]
    [InlineData("""{ "temperatureF": 101 }""", "/vitals/temperatureF", "temperatureC")]
    [InlineData("""{ "glucoseMmolL": 5 }""", "/vitals/glucoseMmolL", "glucoseMgDl")]
    [InlineData("""{ "glucoseMgDl": 5 }""", "/vitals/glucoseMgDl", "mg/dL: 90")]
    [InlineData("""{ "bloodPressure": 5 }""", "/vitals/bloodPressure", "Known")]
    [InlineData("""{ "heartRate": 0 }""", "/vitals/heartRate", "emergency clinic now")]
    [InlineData("""{ "heartRate": -4 }""", "/vitals/heartRate", "measure again")]
    public async Task A_vital_that_cannot_be_is_refused_with_what_to_send(string vitals, string place, string says)
    {
        var answer = await Decide($$"""{ "animal": { "species": "dog" }, "signs": [ { "id": "fleas" } ], "vitals": {{vitals}} }""");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var error = Assert.Single((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateArray());
        Assert.Equal(place, error.GetProperty("pointer").GetString());
        Assert.Contains(says, error.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "animal": { "species": "dog" }, "signs": [] }""", "/signs")]
    [InlineData("""{ "animal": { "species": "dog" } }""", "/signs")]
    [InlineData("""{ "animal": { "species": "dog" }, "signs": [ null ] }""", "/signs/0/id")]
    [InlineData("""{ "animal": { "species": "dragon" }, "signs": [ { "id": "fleas" } ] }""", "/animal/species")]
    [InlineData("""{ "animal": { "species": "dog", "sex": "m" }, "signs": [ { "id": "fleas" } ] }""", "/animal/sex")]
    [InlineData("""{ "animal": { "species": "dog", "birthDate": "2999-01-01" }, "signs": [ { "id": "fleas" } ] }""", "/animal/birthDate")]
    [InlineData("""{ "animal": { "species": "dog" }, "signs": [ { "id": "fleas", "durationHours": "long" } ] }""", "/signs/0/durationHours")]
    [InlineData("""{ "animal": { "species": "dog" }, "signs": [ { "id": "fleas", "facts": { "duration_hours_min": 5, "duration_hours_max": 2 } } ] }""", "/signs/0/facts/duration_hours_max")]
    [InlineData("""{ "animal": { "species": "dog" }, "signs": [ { "id": "fever", "facts": { "temperature_c": 41 } } ], "vitals": { "temperatureC": 38.5 } }""", "/signs/0/facts/temperature_c")]
    [InlineData("""{ "animal": { "species": "dog", "weightKg": 10 }, "signs": [ { "id": "chocolate", "facts": { "grams": 50, "chocolate_kind": "blue" } } ] }""", "/signs/0/facts/chocolate_kind")]
    public async Task A_case_that_cannot_be_decided_is_refused_with_its_place(string body, string place)
    {
        var answer = await Decide(body);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal(place, Assert.Single((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateArray()).GetProperty("pointer").GetString());
    }

    [Theory]
    [InlineData("""{ "theobromine_mg_per_kg": 45 }""", "emergency")]
    [InlineData("""{ "theobromine_mg_per_kg_min": 60 }""", "immediate")]
    [InlineData("""{ "theobromine_mg_per_kg_max": 20 }""", "soon-1-3-days")]
    [InlineData("""{ "theobromine_mg_per_kg": null }""", "emergency")]
    [InlineData("""{ "grams": 50, "chocolate_kind": "milk" }""", "soon-1-3-days")]
    [InlineData("""{ "grams": 50, "chocolate_kind": "dark" }""", "emergency")]
    [InlineData("""{ "grams": 200, "chocolate_kind": "dark" }""", "immediate")]
    [InlineData("""{ "grams": 50 }""", "emergency")]
    public async Task Chocolate_is_answered_by_the_dose_however_it_is_told(string facts, string level)
    {
        var answer = await Decide($$"""
            { "animal": { "species": "dog", "sex": "female", "neutered": true, "birthDate": "2020-01-01", "weightKg": 10 }, "signs": [ { "id": "chocolate", "facts": {{facts}} } ] }
            """);
        Assert.Equal(level, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("level").GetString());
    }

    [Fact]
    public async Task Signs_come_with_an_ETag_and_are_not_sent_twice()
    {
        var first = await host.Client.GetAsync("intake/signs?species=cat");
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.True(first.Headers.CacheControl!.Public);
        var page = await first.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Contains(page.GetProperty("signs").EnumerateArray(), s => s.GetProperty("id").GetString() == "straining-no-urine");
        Assert.DoesNotContain(page.GetProperty("signs").EnumerateArray(), s => s.GetProperty("id").GetString() == "horse-colic");
        Assert.Contains(page.GetProperty("vitals").EnumerateArray(), v => v.GetProperty("name").GetString() == "temperatureC");

        using var again = new HttpRequestMessage(HttpMethod.Get, "intake/signs?species=cat");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        var second = await host.Client.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("?species=")]
    [InlineData("?species=dragon")]
    [InlineData("?species=cat&species=dog")]
    public async Task Signs_of_no_species_are_refused(string query) =>
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await host.Client.GetAsync($"intake/signs{query}")).StatusCode);

    [Fact]
    public async Task A_forged_token_is_refused_even_where_none_is_needed() =>
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Send(HttpMethod.Get, "intake/signs?species=cat", null, "forged")).StatusCode);

    [Fact]
    public async Task Without_a_token_nothing_is_decided() =>
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Send(HttpMethod.Post, "decisions/triage", """{ "signs": [] }""", null)).StatusCode);

    [Fact]
    public async Task Another_owners_cat_is_not_found() =>
        Assert.Equal(HttpStatusCode.NotFound, (await host.Send(HttpMethod.Post, $"animals/{host.CatId}/intakes", CatOffItsFood, await host.Token("owner", "owner-2"))).StatusCode);

    private async Task<HttpResponseMessage> Decide(string body) => await host.Send(HttpMethod.Post, "decisions/triage", body, await host.Token("vet", "vet-1"));
}
