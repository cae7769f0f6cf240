using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using OpenTelemetry;
using VetVisits.Journal;

// Not VetVisits.Azure: inside VetVisits that would hide the SDK's own namespace.
namespace VetVisits.OnAzure;

/// <summary>Traces, metrics and logs to Application Insights, by the app's identity. Without its connection string nothing is sent.</summary>
public static class AzureMonitor
{
    public static IServiceCollection AddAzureMonitor(this IServiceCollection services, IConfiguration settings)
    {
        var telemetry = services.AddOpenTelemetry()
            .UseFunctionsWorkerDefaults()
            .WithTracing(tracing => tracing.AddSource(Telemetry.Name))
            .WithMetrics(metrics => metrics.AddMeter(Telemetry.Name, StoreMeter.Name));
        if (settings["APPLICATIONINSIGHTS_CONNECTION_STRING"] is { Length: > 0 } component)
            telemetry.UseAzureMonitorExporter(azure =>
            {
                azure.ConnectionString = component;
                azure.Credential = new DefaultAzureCredential(new DefaultAzureCredentialOptions { ManagedIdentityClientId = settings["AZURE_CLIENT_ID"] });
            });
        return services;
    }
}
