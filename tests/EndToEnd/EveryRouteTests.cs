using System.Net.Http.Headers;
using System.Text;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Local.Host;

namespace VetVisits.Tests.EndToEnd;

/// <summary>
/// What every route owes to strangers, forgers and clumsy clients. The routes are read from the functions' own metadata, so a new one is held to it without being named here.
/// </summary>
[Collection(nameof(Town))]
public sealed class EveryRouteTests(Town town)
{
    private static readonly IReadOnlyList<Found> Routes = [.. Found.In(typeof(LocalHost).Assembly.GetTypes()).Where(f => f.Trigger is HttpTriggerAttribute)];

    private static readonly Role[] SignedIn = [Role.Owner, Role.Vet, Role.Staff, Role.Admin, Role.Device];

    /// <summary>What stands in a route's braces, or its query, where the name alone does not say it.</summary>
    private static readonly Dictionary<string, string> Values = new()
    {
        ["region"] = "US-CA",
        ["date"] = "2026-11-22",
        ["kind"] = "heart-rate",
    };

    public static TheoryData<string> All => [.. Routes.Select(r => r.Name)];

    public static TheoryData<string> NotForAnyone => [.. Routes.Where(r => !r.Allowed.Contains(Role.Anonymous)).Select(r => r.Name)];

    public static TheoryData<string> WithJson =>
        [.. Routes.Where(r => r.Tagged<AcceptsAttribute>() is { Body: not null } a && a.ContentTypes.Contains("application/json") && !r.Allowed.Contains(Role.Anonymous)).Select(r => r.Name)];

    public static TheoryData<string> UnderAnAnimal => [.. Routes.Where(r => Trigger(r).Route!.StartsWith("animals/{animalId}", StringComparison.Ordinal)).Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_route_says_who_may_call_it_and_what_it_answers(string name)
    {
        var route = Route(name);
        Assert.NotEmpty(route.Allowed);
        Assert.NotEmpty(route.AllTagged<AnswersAttribute>());
        Assert.Equal(AuthorizationLevel.Anonymous, Trigger(route).AuthLevel);
    }

    [Theory]
    [MemberData(nameof(NotForAnyone))]
    public async Task Without_a_good_token_it_is_401_and_with_another_role_403(string name)
    {
        var route = Route(name);
        var before = town.Rows();
        (await Ask(route, null)).Is(401, "token-missing");
        (await Ask(route, Forged(Token(Role.Owner)))).Is(401, "token-invalid");
        (await Ask(route, "rubbish")).Is(401, "token-invalid");
        foreach (var role in SignedIn)
        {
            (await Ask(route, Expired(role))).Is(401, "token-expired");
            var answer = await Ask(route, Token(role), malformed: true);
            if (route.Allowed.Contains(role)) Assert.NotEqual("role-not-allowed", answer.Code);
            else answer.Is(403, "role-not-allowed");
            Clean(answer);
        }
        Assert.Equal(before, town.Rows());
    }

    [Theory]
    [MemberData(nameof(WithJson))]
    public async Task A_body_that_is_not_the_JSON_it_reads_is_refused_and_nothing_is_written(string name)
    {
        var route = Route(name);
        var before = town.Rows();
        foreach (var role in route.Allowed.Where(SignedIn.Contains))
            foreach (var bad in BadBodies())
                using (bad)
                {
                    var answer = await Ask(route, Token(role), body: bad);
                    Assert.True(answer.Status is >= 400 and < 500, $"{role}: {answer.Status} {answer.Text}");
                    Assert.NotNull(answer.Code);
                    Clean(answer);
                }
        Assert.Equal(before, town.Rows());
    }

    [Theory]
    [MemberData(nameof(UnderAnAnimal))]
    public async Task Somebody_elses_animal_is_answered_as_one_that_is_not_there(string name)
    {
        var route = Route(name);
        if (route.Allowed.Contains(Role.Anonymous)) return;
        var before = town.Rows();
        var animal = (await town.Send("POST", "animals", "owner/olga", new { name = "Rex", species = "dog" }, ("Idempotency-Key", "every-route"))).Is(201)["id"];
        before = town.Rows();
        foreach (var role in route.Allowed.Where(SignedIn.Contains).Except([Role.Admin]))
        {
            var theirs = await Ask(route, Token(role, "stranger"), animal);
            var nobodys = await Ask(route, Token(role, "stranger"), "no-such-animal");
            Assert.Equal((nobodys.Status, nobodys.Code), (theirs.Status, theirs.Code));
            if (Trigger(route).Methods is ["get"]) theirs.Is(404);
            else Assert.True(theirs.Status is >= 400 and < 500, $"{role}: {theirs.Status} {theirs.Text}");
            Clean(theirs);
        }
        Assert.Equal(before, town.Rows());
    }

    [Fact]
    public async Task An_unknown_route_or_method_is_404_in_the_same_form()
    {
        (await town.Send("GET", "no/such/route", "owner/olga")).Is(404, "no-such-route");
        (await town.Send("DELETE", "animals", "owner/olga")).Is(404, "no-such-route");
    }

    private static Found Route(string name) => Routes.Single(r => r.Name == name);

    private static HttpTriggerAttribute Trigger(Found route) => (HttpTriggerAttribute)route.Trigger;

    private static string Path(Found route, string animal)
    {
        var path = string.Join('/', Trigger(route).Route!.Split('/').Select(part => part is ['{', .. var inner, '}']
            ? inner.TrimStart('*').Split(':')[0] is var name && name == "animalId" ? animal : Values.GetValueOrDefault(name, $"some-{name}")
            : part));
        // What a route requires in its query is there, and a long poll is not waited for.
        var query = route.AllTagged<QueryAttribute>().Where(q => q.Required || q.Name == "wait")
            .Select(q => $"{q.Name}={(q.Name == "wait" ? "0" : Values.GetValueOrDefault(q.Name, $"some-{q.Name}"))}");
        return $"{path}?{string.Join('&', query)}";
    }

    private async Task<Heard> Ask(Found route, string? token, string animal = "some-animal", HttpContent? body = null, bool malformed = false)
    {
        using var request = new HttpRequestMessage(new HttpMethod(Trigger(route).Methods![0]), Path(route, animal));
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (route.Tagged<AcceptsAttribute>() is { Body: not null }) request.Content = body ?? Json(malformed ? "{" : "{}");
        // The host answers before the body is sent, so that a refusal is heard and not lost with the connection.
        request.Headers.ExpectContinue = body is not null;
        return await Heard.Of(await town.Client.SendAsync(request));
    }

    private static IEnumerable<HttpContent> BadBodies()
    {
        yield return Json("{ \"name\": ");
        yield return Json("[1,2");
        yield return Json("\"text\"");
        yield return Json("null");
        yield return Json("");
        yield return Json("\u0000");
        yield return new StringContent("name=Rex", Encoding.UTF8, "application/x-www-form-urlencoded");
        yield return new StringContent("{}", Encoding.UTF8, "text/plain");
        yield return Json($"{{\"name\":\"{new string('x', 10_000_000)}\"}}");
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private string Token(Role role, string sub = "somebody") =>
        town.Token($"{role.ToString().ToLowerInvariant()}/{sub}{(role == Role.Device ? "/another-animal" : "")}");

    private string Expired(Role role) => town.Services.GetRequiredService<DevIssuer>()
        .Token(role.ToString().ToLowerInvariant(), "somebody", "another-animal", Duration.FromHours(-1));

    private static string Forged(string token) => token[..^8] + (token.EndsWith("AAAAAAAA", StringComparison.Ordinal) ? "BBBBBBBB" : "AAAAAAAA");

    private static void Clean(Heard answer)
    {
        Assert.True(answer.Status < 500, $"{answer.Status} {answer.Text}");
        Assert.DoesNotContain("Exception", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(".cs:line", answer.Text, StringComparison.Ordinal);
    }
}
