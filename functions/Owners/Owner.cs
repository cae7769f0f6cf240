using VetVisits.Documents;
using VetVisits.Http;

namespace VetVisits.Owners;

/// <summary>An animal's owner. Document <c>profile</c> of partition <c>owner:{id}</c>: erased by deleting it.</summary>
/// <param name="Phone">E.164; the backup of every video visit, and where reminders by text go.</param>
/// <param name="Zone">IANA zone that times are told in; null tells them in the vet's.</param>
public sealed record Owner(string Id, string Name, string? Phone, string? Email, string Region, Language Language, ReminderChannel Reminders, string? Zone)
{
    public static string PartitionOf(string ownerId) => $"owner:{ownerId}";

    public static DocumentId At(string ownerId) => new(PartitionOf(ownerId), "profile");
}

/// <summary>How an owner wants to be reminded.</summary>
public enum ReminderChannel
{
    None,
    Email,
    Sms,
    Call,
}

/// <summary>What an owner says of themself.</summary>
public sealed record OwnerProfile(string? Name, string? Phone, string? Email, string? Region, Language? Language, ReminderChannel? Reminders, string? Zone)
{
    /// <exception cref="Journal.RefusedException">422 <c>invalid</c> with everything that is wrong.</exception>
    public Owner Checked(string ownerId)
    {
        var problems = new Problems();
        var reminders = Reminders ?? (Email is null ? ReminderChannel.None : ReminderChannel.Email);
        var owner = new Owner(
            ownerId,
            problems.Text("/name", Name, 120),
            problems.PhoneOrNull("/phone", Phone),
            problems.EmailOrNull("/email", Email),
            problems.Region("/region", Region),
            Language ?? VetVisits.Language.En,
            reminders,
            problems.ZoneOrNull("/zone", Zone));
        problems.If(reminders is ReminderChannel.Sms or ReminderChannel.Call && owner.Phone is null, "/phone", "Reminders by text or call need a phone number.");
        problems.If(reminders is ReminderChannel.Email && owner.Email is null, "/email", "Reminders by e-mail need an e-mail address.");
        problems.ThrowIfAny();
        return owner;
    }
}
