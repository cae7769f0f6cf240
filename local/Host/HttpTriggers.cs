using System.Linq.Expressions;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using VetVisits.Http;
using VetVisits.Journal;

namespace VetVisits.Local.Host;

/// <summary>
/// HTTP functions as endpoints of Kestrel: prefix from host.json, route values by parameter name, a class instance per invocation from the request's scope.
/// As in the worker, no authentication and no exception handler stands before them; an unknown route and a wrong method are both 404.
/// </summary>
public static partial class HttpTriggers
{
    public static void MapFunctions(this IEndpointRouteBuilder routes, IEnumerable<Found> functions, HostJson host)
    {
        foreach (var function in functions)
            if (function.Trigger is HttpTriggerAttribute trigger)
                routes.MapMethods(Template(function, trigger, host), trigger.Methods ?? [], Endpoint(function)).WithMetadata(function);
        routes.Map("/{**unknown}", (RequestDelegate)NothingHere);
    }

    public static string Template(Found function, HttpTriggerAttribute trigger, HostJson host)
    {
        var route = trigger.Route ?? function.Name;
        return host.RoutePrefix.Length == 0 ? "/" + route : $"/{host.RoutePrefix}/{route}";
    }

    private static RequestDelegate Endpoint(Found function)
    {
        var call = Invocation.Compile<HttpContext, Task<IResult>>(function, Bind);
        var name = function.Name;
        return async context =>
        {
            try
            {
                var result = await call(context.RequestServices, context, context.RequestAborted);
                await result.ExecuteAsync(context);
            }
            catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
            {
                // The client left; nobody reads an answer.
            }
            catch (Exception failed) when (!context.Response.HasStarted)
            {
                // As the worker does: an empty 500. Every function opens a doorway, so this is a fault of the function.
                Failed(context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("VetVisits.Local.Http"), name, failed);
                context.Response.Clear();
                context.Response.StatusCode = failed is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;
            }
        };
    }

    private static Expression? Bind(ParameterInfo parameter, ParameterExpression context)
    {
        var request = Expression.Property(context, nameof(HttpContext.Request));
        if (parameter.ParameterType == typeof(HttpRequest)) return request;
        return parameter.ParameterType == typeof(string)
            ? Expression.Call(typeof(HttpTriggers).GetMethod(nameof(RouteValue), BindingFlags.NonPublic | BindingFlags.Static)!, request, Expression.Constant(parameter.Name))
            : null;
    }

    private static string? RouteValue(HttpRequest request, string name) => request.RouteValues.TryGetValue(name, out var value) ? value as string : null;

    private static Task NothingHere(HttpContext context) =>
        new Refusal(404, "no-such-route", "Nothing answers this method and path. The contract is at /api/openapi.json.").ToResult().ExecuteAsync(context);

    [LoggerMessage(101, LogLevel.Error, "Function {Function} failed")]
    private static partial void Failed(ILogger log, string function, Exception failed);
}
