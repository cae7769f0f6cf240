using System.Reflection;
using System.Reflection.Metadata;
using Microsoft.Azure.Functions.Worker;
using VetVisits.Http;

namespace VetVisits.Local.Host;

/// <summary>A function as its attributes describe it.</summary>
public sealed record Found(string Name, MethodInfo Method, ParameterInfo Parameter, Attribute Trigger)
{
    public Type Class => Method.DeclaringType!;

    public T? Tagged<T>() where T : Attribute => Method.GetCustomAttribute<T>();

    public IEnumerable<T> AllTagged<T>() where T : Attribute => Method.GetCustomAttributes<T>();

    /// <summary>The roles that may call an HTTP function.</summary>
    public IReadOnlyList<Identity.Role> Allowed => Tagged<AllowsAttribute>()?.Roles ?? [];

    /// <summary>
    /// The product's function classes, by their name. A test holds that no function stands elsewhere. The names are read as metadata:
    /// to load every type, only to ask for its name, takes a fifth of a start.
    /// </summary>
    public static unsafe IReadOnlyList<Type> Classes
    {
        get
        {
            var assembly = typeof(Found).Assembly;
            if (!assembly.TryGetRawMetadata(out var bytes, out var length)) throw new InvalidOperationException($"{assembly} has no metadata in memory.");
            var metadata = new MetadataReader(bytes, length);
            return [.. metadata.TypeDefinitions.Select(metadata.GetTypeDefinition)
                .Where(type => !type.IsNested)
                .Select(type => (Space: metadata.GetString(type.Namespace), Name: metadata.GetString(type.Name)))
                .Where(type => type.Name.EndsWith("Functions", StringComparison.Ordinal) || type.Name.EndsWith("Triggers", StringComparison.Ordinal))
                .Select(type => assembly.GetType($"{type.Space}.{type.Name}", throwOnError: true)!)];
        }
    }

    /// <summary>Every function of these types, held to the house rules of the real worker: public, asynchronous, one trigger, names unique without case.</summary>
    /// <exception cref="InvalidOperationException">A function breaks a rule; the message names it.</exception>
    public static IReadOnlyList<Found> In(IEnumerable<Type> types)
    {
        var found = types
            .Where(t => t is { IsClass: true, IsAbstract: false })
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(m => m.IsDefined(typeof(FunctionAttribute)))
            .Select(Describe)
            .OrderBy(f => f.Name, StringComparer.Ordinal)
            .ToList();
        var twice = found.GroupBy(f => f.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Skip(1).Any());
        return twice is null ? found : throw new InvalidOperationException($"Two functions are called {twice.Key}.");
    }

    private static Found Describe(MethodInfo method)
    {
        var name = method.GetCustomAttribute<FunctionAttribute>()!.Name;
        var where = $"Function {name} ({method.DeclaringType!.Name}.{method.Name})";
        if (!method.IsPublic || method.IsStatic || !method.DeclaringType.IsPublic)
            throw new InvalidOperationException($"{where} is not a public method of a public class: the real worker would not see it.");
        if (!typeof(Task).IsAssignableFrom(method.ReturnType))
            throw new InvalidOperationException($"{where} does not return a Task.");
        var triggers = method.GetParameters().SelectMany(p => p.GetCustomAttributes().Where(IsTrigger).Select(a => (Parameter: p, Trigger: a))).ToList();
        return triggers is [var only]
            ? new Found(name, method, only.Parameter, only.Trigger)
            : throw new InvalidOperationException($"{where} has {triggers.Count} triggers; it needs exactly one.");
    }

    private static bool IsTrigger(Attribute attribute) =>
        attribute is HttpTriggerAttribute or BlobTriggerAttribute or QueueTriggerAttribute or TimerTriggerAttribute or CosmosDBTriggerAttribute;
}
