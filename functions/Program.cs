using Azure.Core.Serialization;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using VetVisits;
using VetVisits.Journal;
using VetVisits.OnAzure;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services
    .Configure<WorkerOptions>(worker => worker.Serializer = new JsonObjectSerializer(Json.Options))
    .Configure<Microsoft.AspNetCore.Http.Json.JsonOptions>(json => Json.Apply(json.SerializerOptions))
    .Configure<Microsoft.AspNetCore.Mvc.JsonOptions>(json => Json.Apply(json.JsonSerializerOptions))
    // Every route counts the bytes that it reads and answers 413 itself; the worker's own limit would answer 500. The host stops at 100 MiB.
    .Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = null)
    .AddAzureMonitor(builder.Configuration)
    .AddStorageClients(builder.Configuration)
    .AddCosmosStores(builder.Configuration)
    .AddAcsPhone(builder.Configuration)
    .AddVetVisits();
await builder.Build().RunAsync();
