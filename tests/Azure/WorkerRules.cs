using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace VetVisits.Tests.OnAzure;

/// <summary>
/// What the real worker (2.52.0, with its source generators) would not bind as meant, said of compiled function classes.
/// Each broken rule is one sentence that names the function. What the worker does silently is the worst of it:
/// a method that is not public is no function, an optional route parameter is filled from the query or the body.
/// </summary>
internal static partial class WorkerRules
{
    public static IEnumerable<string> Broken(IEnumerable<Type> types)
    {
        var functions = (from type in types
                         from method in type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                         let attribute = method.GetCustomAttribute<FunctionAttribute>()
                         where attribute is not null
                         select new Found(attribute.Name, method)).ToList();
        return [.. functions.SelectMany(Each), .. SameNames(functions), .. SameRoutes(functions), .. HiddenRoutes(functions), .. SameLeases(functions)];
    }

    internal sealed record Found(string Name, MethodInfo Method)
    {
        public string Where { get; } = $"{Method.DeclaringType!.Name}.{Method.Name}";

        public IEnumerable<(ParameterInfo Parameter, Attribute Trigger)> Triggers =>
            from parameter in Method.GetParameters()
            from attribute in parameter.GetCustomAttributes()
            where attribute is HttpTriggerAttribute or BlobTriggerAttribute or QueueTriggerAttribute or TimerTriggerAttribute or CosmosDBTriggerAttribute
            select (parameter, attribute);
    }

    private static IEnumerable<string> Each(Found function)
    {
        var says = Shape(function).Concat(Retry(function));
        var triggers = function.Triggers.ToList();
        if (triggers.Count != 1) says = says.Append($"has {triggers.Count} triggers; a function has one");
        else says = says.Concat(Parameters(function, triggers[0].Parameter, triggers[0].Trigger)).Concat(TriggerRules.Of(function, triggers[0].Parameter, triggers[0].Trigger));
        return says.Select(said => $"{function.Where} {said}.");
    }

    private static IEnumerable<string> Shape(Found function)
    {
        var method = function.Method;
        var type = method.DeclaringType!;
        if (!method.IsPublic) yield return "is not public: the worker does not see it and says nothing";
        if (!type.IsPublic || type.IsNested) yield return "stands in a class that is not public and top-level: it would be called by reflection";
        if (type.IsAbstract || !type.IsSealed) yield return "stands in a class that is not sealed, or is static or abstract";
        if (type.IsGenericType || method.IsGenericMethod) yield return "is generic";
        if (type.GetConstructors().Length > 1) yield return "stands in a class with more than one public constructor";
        if (!LegalName().IsMatch(function.Name) || function.Name.Equals("host", StringComparison.OrdinalIgnoreCase)) yield return $"has the illegal name '{function.Name}'";
        if (method.ReturnType != (IsHttp(function) ? typeof(Task<IResult>) : typeof(Task)))
            yield return $"returns {method.ReturnType.Name}: an HTTP function returns Task<IResult>, any other Task (no output bindings)";
    }

    private static IEnumerable<string> Parameters(Found function, ParameterInfo trigger, Attribute attribute)
    {
        var tokens = TriggerRules.Tokens(attribute).ToList();
        foreach (var parameter in function.Method.GetParameters().Where(p => p != trigger))
        {
            if (parameter.ParameterType == typeof(CancellationToken)) continue;
            if (!tokens.Contains(parameter.Name!, StringComparer.OrdinalIgnoreCase))
                yield return $"takes '{parameter.Name}', which is neither the trigger, a part of its path, nor a CancellationToken: the worker injects nothing else";
            else if (parameter.ParameterType != typeof(string))
                yield return $"takes '{parameter.Name}' as {parameter.ParameterType.Name}; a path gives strings, which the function reads itself";
            if (parameter.HasDefaultValue) yield return $"gives '{parameter.Name}' a default value, which the worker does not use";
        }
        foreach (var token in tokens.Where(t => !function.Method.GetParameters().Any(p => p.Name!.Equals(t, StringComparison.OrdinalIgnoreCase))))
            yield return $"has '{{{token}}}' in its path and no parameter for it";
        if (function.Method.GetParameters().Count(p => p.ParameterType == typeof(CancellationToken)) > 1) yield return "takes two CancellationTokens";
        foreach (var strange in from parameter in function.Method.GetParameters()
                                from other in parameter.GetCustomAttributes()
                                where !other.Equals(attribute) && other.GetType().Namespace?.StartsWith("System.Runtime", StringComparison.Ordinal) != true
                                select $"carries [{other.GetType().Name}] on '{parameter.Name}': the worker ignores it, or binds twice")
            yield return strange;
    }

    private static IEnumerable<string> Retry(Found function)
    {
        var feed = function.Triggers.Any(t => t.Trigger is CosmosDBTriggerAttribute);
        if (function.Method.GetCustomAttribute<ExponentialBackoffRetryAttribute>() is not { } retry)
        {
            if (feed) yield return "reads the change feed without a retry policy: a failed batch would be skipped";
            yield break;
        }
        if (!feed && !function.Triggers.Any(t => t.Trigger is TimerTriggerAttribute)) yield return "carries a retry attribute that its trigger refuses (AZFW0012)";
        if (feed && retry.MaxRetryCount != -1) yield return $"gives up its batch after {retry.MaxRetryCount} retries";
        if (!TimeSpan.TryParse(retry.MinimumInterval, out var least) || !TimeSpan.TryParse(retry.MaximumInterval, out var most) || least < TimeSpan.Zero || least > most)
            yield return "has retry intervals that the worker refuses";
    }

    private static IEnumerable<string> SameNames(IEnumerable<Found> functions) =>
        from same in functions.GroupBy(f => f.Name, StringComparer.OrdinalIgnoreCase)
        where same.Count() > 1
        select $"{string.Join(" and ", same.Select(f => f.Where))} share the name {same.Key}.";

    private static IEnumerable<string> SameRoutes(IEnumerable<Found> functions) =>
        from function in functions
        from trigger in function.Triggers.Select(t => t.Trigger).OfType<HttpTriggerAttribute>()
        from verb in trigger.Methods ?? []
        group function.Where by $"{verb.ToUpperInvariant()} {RouteToken().Replace(trigger.Route ?? "", "{}").ToUpperInvariant()}" into same
        where same.Count() > 1
        select $"{string.Join(" and ", same)} share the route {same.Key}.";

    /// <summary>The host tries routes in the order of the functions' names, whatever they say: a parameter before a word would swallow it.</summary>
    private static IEnumerable<string> HiddenRoutes(IEnumerable<Found> functions)
    {
        var routes = (from function in functions
                      from trigger in function.Triggers.Select(t => t.Trigger).OfType<HttpTriggerAttribute>()
                      from verb in trigger.Methods ?? []
                      select (function.Name, function.Where, Verb: verb.ToUpperInvariant(), Parts: (trigger.Route ?? "").ToUpperInvariant().Split('/'))).ToList();
        return from first in routes
               from then in routes
               where first.Verb == then.Verb && first.Parts.Length == then.Parts.Length && string.Compare(first.Name, then.Name, StringComparison.OrdinalIgnoreCase) < 0
               where first.Parts.Zip(then.Parts).All(part => part.First == part.Second || part.First.StartsWith('{')) && first.Parts.Zip(then.Parts).Any(part => !part.Second.StartsWith('{') && part.First.StartsWith('{'))
               select $"{then.Where} is hidden behind {first.Where}: the host would try {first.Name} first.";
    }

    private static IEnumerable<string> SameLeases(IEnumerable<Found> functions) =>
        from function in functions
        from trigger in function.Triggers.Select(t => t.Trigger).OfType<CosmosDBTriggerAttribute>()
        group function.Where by trigger.LeaseContainerPrefix ?? "" into same
        where same.Count() > 1
        select $"{string.Join(" and ", same)} share the lease prefix '{same.Key}': each commit would reach one of them.";

    private static bool IsHttp(Found function) => function.Triggers.Any(t => t.Trigger is HttpTriggerAttribute);

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]{0,126}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LegalName();

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RouteToken();
}
