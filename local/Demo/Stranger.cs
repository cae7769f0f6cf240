using System.Net;

namespace VetVisits.Local.Demo;

/// <summary>What anybody may ask of a deployed product without a token, and what they may not.</summary>
public static class Stranger
{
    private const string Forged = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.";

    public static async Task Play(HttpClient http, Story story)
    {
        story.Chapter("Somebody who is nobody here");
        var nobody = new Client(http, "stranger", null);
        var alive = await Stage.Until(() => nobody.Get("/health"), said => said.Ok, seconds: 60);
        story.Expect(alive.Ok, $"it is alive ({alive.Brief})");
        var ready = await Stage.Until(() => nobody.Get("/health/ready"), said => said.Ok, seconds: 60);
        story.Expect(ready.Ok, $"stores, storage, queues and feed do their work ({ready.Brief}) {ready.Word("detail")}");
        var contract = await nobody.Get("/openapi.json");
        story.Expect(contract["openapi"] is not null, $"its contract is there to read ({contract.Brief})");
        var signs = await nobody.Get("/intake/signs?species=cat");
        story.Expect(signs["signs"]?.AsArray().Count > 0, $"it knows what to ask about a cat ({signs.Brief})");

        var refused = await nobody.Get("/owners/me");
        story.Expect(refused.Status == HttpStatusCode.Unauthorized, $"without a token nobody's data is shown ({refused.Brief})");
        var forged = await new Client(http, "forger", Forged).Get("/owners/me");
        story.Expect(forged.Status == HttpStatusCode.Unauthorized, $"nor with a token that nobody signed ({forged.Brief})");
    }
}
