using NodaTime;
using VetVisits.Http;
using VetVisits.Journal;

namespace VetVisits.Records.Sharing;

/// <summary>A share as its owner wants it. What is left out is as usual: the whole record, two weeks, a hundred views.</summary>
/// <param name="Kinds">Only these kinds of entries.</param>
/// <param name="From">Only entries from this day on.</param>
/// <param name="Days">How long the link opens the record.</param>
/// <param name="Views">How often.</param>
public sealed record MakeShare(IReadOnlyList<string?>? Kinds, LocalDate? From, int? Days, int? Views)
{
    /// <exception cref="RefusedException">422 <c>invalid</c>.</exception>
    public ShareMade Checked(string shareId, string ownerId, string tokenHash, Instant now, ShareSettings settings)
    {
        var problems = new Problems();
        var kinds = Kinds is null ? null : Kinds.OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        problems.If(kinds is { Count: 0 or > 50 }, "/kinds", "Leave it out for the whole record, or name 1 to 50 kinds, such as visit or photo.");
        for (var i = 0; i < kinds?.Count; i++)
            problems.If(!Ids.Allows(kinds[i]) || Records.Kinds.Private.Contains(kinds[i]), $"/kinds/{i}", "A kind of the record that can be handed on, such as visit, intake, photo, reading or prescription.");
        problems.If(From is { Year: < 1900 or > 9000 }, "/from", "A day, such as 2026-01-31.");
        var days = problems.Between("/days", Days ?? settings.UsualDays, 1, settings.MostDays);
        var views = problems.Between("/views", Views ?? settings.UsualViews, 1, Share.MostViewsEver);
        problems.ThrowIfAny();
        return new(shareId, ownerId, tokenHash, kinds, From, now + Duration.FromDays(days), views);
    }
}

/// <summary>A share as its owner sees it.</summary>
/// <param name="VisitId">Only this visit: its summary went to the regular clinic.</param>
/// <param name="Link">The way to the record, only in the answer that made it: it is kept nowhere.</param>
public sealed record ShareView(
    string ShareId, IReadOnlyList<string>? Kinds, LocalDate? From, Instant MadeAt, Instant ExpiresAt, int MostViews, int Views, Instant? LastViewedAt, int Answers, string Status,
    string? Link = null, string? Token = null, string? VisitId = null)
{
    public static ShareView Of(Share share, Instant now)
    {
        var made = share.Made ?? throw new InvalidOperationException("A share that was never made has nothing to show.");
        var status = share.Revoked ? "revoked" : now >= made.ExpiresAt ? "expired" : share.Views >= made.MostViews ? "used-up" : "open";
        return new(made.ShareId, made.Kinds, made.From, share.MadeAt, made.ExpiresAt, made.MostViews, share.Views, share.LastViewedAt, share.Answers, status, VisitId: made.VisitId);
    }
}

public sealed record ShareList(IReadOnlyList<ShareView> Shares);

/// <summary>What a vet answers through a link.</summary>
/// <param name="PhotoIds">Photos of this animal that the vet put into its record before.</param>
/// <param name="ImportIds">Files that the vet sent through the link before.</param>
public sealed record AnswerShare(string? Note, IReadOnlyList<string?>? PhotoIds, IReadOnlyList<string?>? ImportIds = null);

public sealed record AnswerView(string AnswerId, Instant At);
