using NodaTime;

namespace VetVisits.Waiting;

/// <summary>The settings of section <c>Waiting</c>.</summary>
public sealed record WaitingSettings
{
    /// <summary><c>AcceptSeconds</c>: how long an offer is one vet's alone, before the next vet is asked.</summary>
    public Duration Accept { get; init; } = Duration.FromSeconds(45);

    /// <summary><c>AskAgainSeconds</c>: after an offer that a vet let pass, when the same visit may be offered to them again. Who declined is not asked again.</summary>
    public Duration AskAgain { get; init; } = Duration.FromSeconds(120);

    /// <summary><c>TypicalMinutes</c>: how long a visit takes, for the wait that owners are told to expect; and the time that a vet must have free to be asked.</summary>
    public Duration Typical { get; init; } = Duration.FromMinutes(15);

    /// <summary><c>TellMinutes</c>: the waits after which the owner is told how it stands and what else can be done, such as <c>10,30,60</c>.</summary>
    public IReadOnlyList<int> Tell { get; init; } = [10, 30, 60];

    /// <summary><c>GiveUpMinutes</c>: the longest wait; then the visit is called off, free of charge, and the owner is told.</summary>
    public Duration GiveUp { get; init; } = Duration.FromMinutes(120);

    /// <summary><c>MostDutyHours</c>: how long a vet can be on duty without saying so again.</summary>
    public Duration MostDuty { get; init; } = Duration.FromHours(12);

    public static WaitingSettings From(IConfiguration configuration)
    {
        var section = configuration.GetSection("Waiting");
        var usual = new WaitingSettings();
        return new()
        {
            Accept = Duration.FromSeconds(Number(section, "AcceptSeconds", (int)usual.Accept.TotalSeconds, 5, 600)),
            AskAgain = Duration.FromSeconds(Number(section, "AskAgainSeconds", (int)usual.AskAgain.TotalSeconds, 1, 3600)),
            Typical = Duration.FromMinutes(Number(section, "TypicalMinutes", (int)usual.Typical.TotalMinutes, 1, 120)),
            Tell = section["TellMinutes"] is { } told ? Minutes(told) : usual.Tell,
            GiveUp = Duration.FromMinutes(Number(section, "GiveUpMinutes", (int)usual.GiveUp.TotalMinutes, 1, 600)),
            MostDuty = Duration.FromHours(Number(section, "MostDutyHours", (int)usual.MostDuty.TotalHours, 1, 24)),
        };
    }

    private static int[] Minutes(string told) =>
        [.. told.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(t => int.TryParse(t, out var minutes) && minutes is >= 1 and <= 600 ? minutes : throw Wrong("TellMinutes", told)).Order()];

    private static int Number(IConfigurationSection section, string name, int usual, int least, int most)
    {
        var value = section.GetValue<int?>(name) ?? usual;
        return value >= least && value <= most ? value : throw Wrong(name, $"{value}, which is not from {least} to {most}");
    }

    private static InvalidOperationException Wrong(string name, string value) => new($"Waiting:{name} is {value}.");
}
