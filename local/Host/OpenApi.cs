using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Azure.Functions.Worker;
using Microsoft.OpenApi;
using VetVisits.Http;

namespace VetVisits.Local.Host;

/// <summary>The contract, made from what the functions say of themselves: their triggers, [Allows], [Accepts], [Query], [Answers] and doc comments.</summary>
public static class OpenApi
{
    /// <summary>The committed document, at the root of the clone.</summary>
    public static string File => Path.Combine(Path.GetDirectoryName(LocalOptions.Folder)!, "openapi.json");

    public static async Task<string> Generate()
    {
        var host = HostJson.Read(Path.Combine(AppContext.BaseDirectory, "host.json"));
        var functions = Found.In(typeof(OpenApi).Assembly.GetTypes());
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddSingleton<IServer, NoServer>();
        builder.Services.AddRouting();
        builder.Services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.TypeInfoResolver = Json.Options.TypeInfoResolver;
            options.SerializerOptions.NumberHandling = Json.Options.NumberHandling;
            options.SerializerOptions.RespectNullableAnnotations = Json.Options.RespectNullableAnnotations;
            foreach (var converter in Json.Options.Converters) options.SerializerOptions.Converters.Add(converter);
        });
        builder.Services.AddOpenApi("v1", options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.CreateSchemaReferenceId = OpenApiSchemas.Name;
            options.AddSchemaTransformer(OpenApiSchemas.Known);
            options.AddOperationTransformer(OpenApiOperations.Describe);
            options.AddDocumentTransformer(Introduce);
        });
        await using var web = builder.Build();
        web.UseRouting();
        foreach (var function in functions)
            if (function.Trigger is HttpTriggerAttribute trigger)
                web.MapMethods(HttpTriggers.Template(function, trigger, host), trigger.Methods ?? [], (RequestDelegate)(_ => Task.CompletedTask)).WithMetadata(Metadata(function));
        await web.StartAsync();
        var document = await web.Services.GetRequiredKeyedService<IOpenApiDocumentProvider>("v1").GetOpenApiDocumentAsync();
        return Ordered(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1));
    }

    private static object[] Metadata(Found function)
    {
        var metadata = new List<object> { function, function.Method, new EndpointNameMetadata(function.Name), new TagsAttribute(function.Class.Namespace!.Split('.')[^1]) };
        if (function.Tagged<AcceptsAttribute>() is { } accepts)
            metadata.Add(new Microsoft.AspNetCore.Http.Metadata.AcceptsMetadata([.. accepts.ContentTypes], accepts.Body ?? typeof(Stream)));
        foreach (var answer in function.AllTagged<AnswersAttribute>().Where(a => a.Codes.Count == 0))
            metadata.Add(new ProducesResponseTypeMetadata(answer.Status, answer.Body, answer.Body is null ? null : [answer.ContentType ?? "application/json"]));
        return [.. metadata];
    }

    private static Task Introduce(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken stop)
    {
        document.Info = new()
        {
            Title = "VetVisits",
            Version = "1.0",
            Description = "Veterinary telemedicine: triage, visits, photographs, notifications. Times are RFC 3339; problems are RFC 9457 with a stable `code`; every POST honours `Idempotency-Key`.",
            License = new() { Name = "Apache-2.0", Identifier = "Apache-2.0" },
        };
        document.Servers = [new() { Url = "/" }];
        document.Tags = null;
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            ["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT", Description = "A token of an OpenID Connect issuer that this deployment trusts; it names one role." },
            ["apiKey"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "X-Api-Key", Description = "For the stateless decisions." },
        };
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
        document.Components.Schemas[OpenApiSchemas.Problem] = OpenApiSchemas.ProblemSchema();
        return Task.CompletedTask;
    }

    /// <summary>Paths, schemas and answers in the order of their names, so that the file changes only where the contract does.</summary>
    private static string Ordered(string json)
    {
        var root = JsonNode.Parse(json)!.AsObject();
        root["paths"] = Sorted(root["paths"]!.AsObject());
        root["components"]!["schemas"] = Sorted(root["components"]!["schemas"]!.AsObject());
        return root.ToJsonString(new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }).ReplaceLineEndings("\n") + "\n";
    }

    private static JsonObject Sorted(JsonObject members) =>
        new(members.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone())));

    /// <summary>Routes are built when a server starts; this one listens nowhere.</summary>
    private sealed class NoServer : IServer
    {
        public Microsoft.AspNetCore.Http.Features.IFeatureCollection Features { get; } = new Microsoft.AspNetCore.Http.Features.FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken) where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
