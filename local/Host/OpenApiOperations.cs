using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;
using VetVisits.Http;
using VetVisits.Identity;

namespace VetVisits.Local.Host;

/// <summary>What the framework cannot know of a function: who may call it, its query, the codes of its problems.</summary>
public static partial class OpenApiOperations
{
    public static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken stop)
    {
        var function = context.Description.ActionDescriptor.EndpointMetadata.OfType<Found>().Single();
        var doc = DocComments.Of(function.Method);
        operation.Summary = doc.Summary.Length > 0 ? doc.Summary.Split(['.', ':', ';'])[0] : Capital().Replace(function.Name, m => $" {m.Value.ToLowerInvariant()}");
        operation.Description = string.Join("\n\n", new[] { doc.Summary, doc.Returns, Who(function) }.Where(part => part.Length > 0));
        operation.Parameters = [];
        foreach (Match name in Placeholder().Matches(context.Description.RelativePath ?? ""))
            operation.Parameters.Add(Parameter(name.Groups["name"].Value, ParameterLocation.Path, null, required: true));
        foreach (var query in function.AllTagged<QueryAttribute>())
            operation.Parameters.Add(Parameter(query.Name, ParameterLocation.Query, query.About, query.Required));
        if (string.Equals(context.Description.HttpMethod, "POST", StringComparison.Ordinal))
            operation.Parameters.Add(Parameter("Idempotency-Key", ParameterLocation.Header, "Makes a repeat of this request harmless: the same key and body give the same answer.", required: false));
        if (function.Tagged<SpeaksAttribute>() is not null)
            operation.Parameters.Add(Parameter("Accept-Language", ParameterLocation.Header, SpeaksAttribute.About, required: false));
        if (operation.Parameters.Count == 0) operation.Parameters = null;
        Guard(operation, function, context.Document!);
        Problems(operation, function, context.Document!);
        return Task.CompletedTask;
    }

    private static string Who(Found function) => function.Allowed.Contains(Role.Anonymous)
        ? "Anyone may call it."
        : $"For: {string.Join(", ", function.Allowed.Select(r => r == Role.ApiKey ? "API key" : r.ToString().ToLowerInvariant()))}.";

    private static void Guard(OpenApiOperation operation, Found function, OpenApiDocument document)
    {
        operation.Security = [];
        if (function.Allowed.Contains(Role.Anonymous)) return;
        if (function.Allowed.Any(r => r != Role.ApiKey)) operation.Security.Add(new() { [new OpenApiSecuritySchemeReference("bearer", document)] = [] });
        if (function.Allowed.Contains(Role.ApiKey)) operation.Security.Add(new() { [new OpenApiSecuritySchemeReference("apiKey", document)] = [] });
    }

    /// <summary>Each status with its codes; and those that every guarded and every sending function may answer.</summary>
    private static void Problems(OpenApiOperation operation, Found function, OpenApiDocument document)
    {
        var codes = function.AllTagged<AnswersAttribute>().Where(a => a.Codes.Count > 0).SelectMany(a => a.Codes.Select(c => (a.Status, Code: c))).ToList();
        if (!function.Allowed.Contains(Role.Anonymous)) codes.AddRange([(401, "token-missing"), (401, "token-invalid"), (401, "token-expired"), (403, "role-not-allowed")]);
        if (function.Tagged<AcceptsAttribute>() is { Body: not null } accepts && accepts.ContentTypes.Contains("application/json"))
            codes.AddRange([(400, "body-missing"), (400, "malformed-json"), (413, "body-too-large"), (415, "not-json")]);
        operation.Responses ??= [];
        // The framework invents a 200 where a function says of no success.
        if (!function.AllTagged<AnswersAttribute>().Any(a => a.Status == 200)) operation.Responses.Remove("200");
        foreach (var status in codes.Distinct().GroupBy(c => c.Status).OrderBy(g => g.Key))
            operation.Responses[status.Key.ToString(CultureInfo.InvariantCulture)] =
                Problem($"{ReasonPhrases.GetReasonPhrase(status.Key)}: {string.Join(", ", status.Select(c => $"`{c.Code}`"))}", document);
        operation.Responses["default"] = Problem("Any other problem, such as 500 `unexpected` or 503 `store-busy`.", document);
    }

    private static OpenApiResponse Problem(string description, OpenApiDocument document) => new()
    {
        Description = description,
        Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
        {
            ["application/problem+json"] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(OpenApiSchemas.Problem, document) },
        },
    };

    private static OpenApiParameter Parameter(string name, ParameterLocation where, string? about, bool required) =>
        new() { Name = name, In = where, Description = about, Required = required, Schema = new OpenApiSchema { Type = JsonSchemaType.String } };

    [GeneratedRegex(@"\{(?<name>\w+)\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder();

    [GeneratedRegex("(?<!^)[A-Z]", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Capital();
}
