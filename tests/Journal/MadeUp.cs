using System.Text.Json;
using NodaTime;
using VetVisits.Journal;

namespace VetVisits.Tests.Journal;

/// <summary>Values made up for each member of a record, none left out: the first draft of a golden file.</summary>
public static class MadeUp
{
    private static readonly Dictionary<string, string> Words = new()
    {
        ["species"] = "cat",
        ["services"] = "telemedicine",
        ["service"] = "telemedicine",
        ["region"] = "US-CA",
        ["regions"] = "US-CA",
        ["zone"] = "America/New_York",
        ["level"] = "routine",
        ["outcome"] = "treated",
        ["by"] = "staff:s1",
        ["contenttype"] = "image/jpeg",
    };

    public static Event Event(Type record) => (Event)Value(record, "event")!;

    private static object? Value(Type type, string name)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) return Value(inner, name);
        if (type == typeof(string) && Words.GetValueOrDefault(name.ToLowerInvariant()) is { } word) return word;
        if (type == typeof(string)) return name.EndsWith("Id", StringComparison.OrdinalIgnoreCase) ? "0192f0c4a1b27c3d8e4f5a6b7c8d9e0f" : char.ToLowerInvariant(name[0]) + name[1..];
        if (type == typeof(bool)) return true;
        if (type == typeof(int) || type == typeof(long) || type == typeof(double) || type == typeof(decimal)) return Convert.ChangeType(3, type);
        if (type == typeof(Instant)) return Instant.FromUtc(2026, 11, 23, 12, 30);
        if (type == typeof(LocalDate)) return new LocalDate(2026, 11, 23);
        if (type == typeof(LocalTime)) return new LocalTime(9, 30);
        if (type == typeof(LocalDateTime)) return new LocalDateTime(2026, 11, 23, 9, 30);
        if (type == typeof(Duration)) return Duration.FromMinutes(20);
        if (type == typeof(JsonElement)) return JsonSerializer.SerializeToElement(name);
        if (type == typeof(object)) return name;
        if (type.IsEnum) return Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1);
        if (type.IsGenericType && type.GetGenericArguments() is [var key, var value] && type.Name.Contains("Dictionary", StringComparison.Ordinal))
        {
            var dictionary = (System.Collections.IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(key, value))!;
            dictionary.Add(Value(key, "key")!, Value(value, "value"));
            return dictionary;
        }
        if (type.IsArray || (type.IsGenericType && type.GetGenericArguments().Length == 1 && typeof(System.Collections.IEnumerable).IsAssignableFrom(type)))
        {
            var element = type.IsArray ? type.GetElementType()! : type.GetGenericArguments()[0];
            var one = Array.CreateInstance(element, 1);
            one.SetValue(Value(element, Words.ContainsKey(name.ToLowerInvariant()) ? name : name.TrimEnd('s')), 0);
            return type.IsAssignableFrom(one.GetType()) ? one : Activator.CreateInstance(typeof(List<>).MakeGenericType(element), one);
        }
        var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        return constructor.Invoke([.. constructor.GetParameters().Select(p => Value(p.ParameterType, p.Name!))]);
    }
}
