namespace VetVisits.Calls.Acs;

/// <summary>What an answer of Call Automation that is no success means for a step.</summary>
public static class AcsRefusals
{
    /// <summary>The outcome of the step, where no repetition mends it; null: tried again under the same id. Pure.</summary>
    public static StepResult? Of(int status) => status switch
    {
        401 or 403 => StepResult.Misconfigured,
        400 or 404 or 405 or 409 or 412 => StepResult.Failed,
        _ => null,
    };
}
