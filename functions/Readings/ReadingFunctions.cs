using Microsoft.Azure.Functions.Worker;
using NodaTime;
using VetVisits.Animals;
using VetVisits.Http;
using VetVisits.Identity;
using VetVisits.Triage;

namespace VetVisits.Readings;

/// <summary>What is measured at home between visits.</summary>
public sealed class ReadingFunctions(ICallers callers, ReadingDesk desk, ReadingHistory history, ReadingRules rules, Access access, Interpreter interpreter, IClock clock)
{
    private static readonly Role[] Readers = [Role.Owner, Role.Vet, Role.Staff, Role.Device];

    /// <summary>
    /// Takes a reading, or up to 1,000 at once, and says what to do when one is alarming. Send them in any order and as often as you like: each is kept once.
    /// Many are always answered 200, each row by itself; a single one that cannot be kept is a problem.
    /// </summary>
    [Function("TakeReadings")]
    [Allows(Role.Owner, Role.Vet, Role.Device)]
    [Speaks]
    [Accepts(typeof(TakeReadings))]
    [Answers(200, typeof(ReadingsAnswer))]
    [Answers(201, typeof(ReadingsAnswer))]
    [Answers(404, null, "not-found")]
    [Answers(409, null, "reading-differs")]
    [Answers(422, null, Problems.Code, "idempotency-key-reused")]
    [Answers(429, null, "too-many-readings")]
    public Task<IResult> Take([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "animals/{animalId}/readings")] HttpRequest request, string animalId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var caller = await callers.Require(request, stop, Role.Owner, Role.Vet, Role.Device);
            var body = await request.Body<RawReadings>(stop);
            var taken = await desk.Take(caller, animalId, body.Value, request.Asked(caller, body.Hash), stop);
            var answer = taken.In(interpreter.For(request, caller));
            if (body.Value.Readings is not null) return Reply.Ok(answer);
            answer.Results[0].ThrowIfRefused();
            return answer.Stored == 1 ? Reply.Created(request, $"/api/animals/{animalId}/readings", answer) : Reply.Ok(answer);
        });

    /// <summary>The readings of a time, latest first.</summary>
    [Function("ListReadings")]
    [Allows(Role.Owner, Role.Vet, Role.Staff, Role.Device)]
    [Speaks]
    [Query("kind", "One kind, such as respiratory-rate; all without it.")]
    [Query("alarms", "true: only those that rang an alarm, also one that a device sent while nobody looked.")]
    [Query("from", "RFC 3339; 30 days before until without it.")]
    [Query("until", "RFC 3339, exclusive; now without it.")]
    [Query("limit", "1 to 500; 100 without it.")]
    [Query("cursor", "As the page before gave it.")]
    [Answers(200, typeof(ReadingsPage))]
    [Answers(404, null, "not-found")]
    [Answers(422, null, Problems.Code, "cursor-invalid")]
    public Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "animals/{animalId}/readings")] HttpRequest request, string animalId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var (caller, _) = await Seen(request, animalId, stop);
            var (wanted, span, limit) = ReadingQuery.OfPage(request, clock.GetCurrentInstant());
            return Reply.Ok((await history.Page(animalId, wanted, span, request.Query["cursor"], limit, stop)).In(interpreter.For(request, caller)));
        });

    /// <summary>How one kind went: count, mean, least, most, slope, and the last against the animal's own usual value.</summary>
    [Function("ReadTrend")]
    [Allows(Role.Owner, Role.Vet, Role.Staff, Role.Device)]
    [Speaks]
    [Query("kind", "One kind that has numbers, such as weight.", required: true)]
    [Query("from", "RFC 3339; 30 days before until without it.")]
    [Query("until", "RFC 3339, exclusive; now without it.")]
    [Answers(200, typeof(Trend))]
    [Answers(404, null, "not-found")]
    [Answers(422, null, Problems.Code, "too-many-readings")]
    public Task<IResult> Trend([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "animals/{animalId}/readings/trend")] HttpRequest request, string animalId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var (caller, animal) = await Seen(request, animalId, stop);
            var (measure, span) = ReadingQuery.OfSeries(request, clock.GetCurrentInstant());
            var series = await history.Series(animalId, measure.Id, span, stop);
            var spoken = interpreter.For(request, caller);
            return Reply.Ok(Readings.Trend.Of(measure, span, series, Normal(animal, measure)) with { WeightChange = rules.WeightChange(animal, measure, series) is { } change ? spoken.Of(change) : null });
        });

    /// <summary>The same as a picture: axes, the published range, the points; alarms stand out.</summary>
    [Function("ReadChart")]
    [Allows(Role.Owner, Role.Vet, Role.Staff, Role.Device)]
    [Query("kind", "One kind that has numbers, such as weight.", required: true)]
    [Query("from", "RFC 3339; 30 days before until without it.")]
    [Query("until", "RFC 3339, exclusive; now without it.")]
    [Query("width", "Pixels across, 280 to 1440; 720 without it. The letters stay as large, so a narrow one is readable on a phone.")]
    [Answers(200, typeof(string), ContentType = "image/svg+xml")]
    [Answers(404, null, "not-found")]
    [Answers(422, null, Problems.Code, "too-many-readings")]
    public Task<IResult> Chart([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "animals/{animalId}/readings/chart.svg")] HttpRequest request, string animalId, CancellationToken stop) =>
        request.Answer(async () =>
        {
            var (_, animal) = await Seen(request, animalId, stop);
            var (measure, span) = ReadingQuery.OfSeries(request, clock.GetCurrentInstant());
            var width = ReadingQuery.Width(request);
            var series = await history.Series(animalId, measure.Id, span, stop);
            var headers = request.HttpContext.Response.Headers;
            (headers.ContentSecurityPolicy, headers.XContentTypeOptions, headers.CacheControl) = ("default-src 'none'", "nosniff", "private, no-store");
            return Results.Text(Readings.Chart.Svg($"{animal.Name}: {measure.Id.Replace('-', ' ')}", measure, span, series, Normal(animal, measure), width: width), "image/svg+xml");
        });

    private async Task<(Caller, Animal)> Seen(HttpRequest request, string animalId, CancellationToken stop)
    {
        var caller = await callers.Require(request, stop, Readers);
        return (caller, await access.Seen(caller, animalId, stop));
    }

    private NormalBand? Normal(Animal animal, Measure measure) =>
        rules.Normal(animal, measure, clock.GetCurrentInstant().InUtc().Date) is { } range ? new(range.Low, range.High, range.Sources) : null;
}
