using VetVisits.Identity;

namespace VetVisits.Http;

/// <summary>Who may call a function. The doorway enforces it; the OpenAPI document and the table-driven tests read it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AllowsAttribute(params Role[] roles) : Attribute
{
    public IReadOnlyList<Role> Roles { get; } = roles;
}

/// <summary>The JSON body that a function reads; for the OpenAPI document.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AcceptsAttribute(Type? body, params string[] contentTypes) : Attribute
{
    public Type? Body { get; } = body;

    public IReadOnlyList<string> ContentTypes { get; } = contentTypes.Length == 0 ? ["application/json"] : contentTypes;
}

/// <summary>A query parameter that a function reads; for the OpenAPI document.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class QueryAttribute(string name, string about, bool required = false) : Attribute
{
    public string Name { get; } = name;

    public string About { get; } = about;

    public bool Required { get; } = required;
}

/// <summary>An answer that a function gives; for the OpenAPI document. Problems name their codes.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class AnswersAttribute(int status, Type? body = null, params string[] codes) : Attribute
{
    public int Status { get; } = status;

    public Type? Body { get; } = body;

    public IReadOnlyList<string> Codes { get; } = codes;

    public string? ContentType { get; init; }
}
