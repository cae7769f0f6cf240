using NodaTime;
using VetVisits.Journal;
using VetVisits.Vcpr;
using VetVisits.Visits;
using VetVisits.Visits.Care;

namespace VetVisits.Tests.Visits.Care;

public sealed class CareRulesTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 23, 12, 0);
    private static readonly LocalDate Day = new(2026, 11, 23);
    private static readonly StartByVisit ByVideo = new(CameAbout.SynchronousVideo, null, ["consent-recorded", "identity-confirmed", "examination-by-video"]);
    private static readonly Relationships Nobody = new([], []);
    private static readonly CarePlan Plan = new(["rest"], [new("breathing", "call", "respiratory-rate", "breaths/min", Above: 40)]);

    private static Visit Visit(StartByVisit? start = null, params Event[] after) =>
        Given.Visit([Given.Booked(Now) with { Law = new("2026-11-22.abc", ServiceBasis.StartsByVideo, start) }, .. after]);

    private static Visit Running(StartByVisit? start = null) => Visit(start, new VisitCheckedIn(null), new VisitStarted());

    private static string? Refused(Decision decision) => (decision as Decision.Refused)?.Refusal.Code;

    [Fact]
    public void See_in_person_says_how_soon()
    {
        Assert.Equal("urgency-missing", CareRules.CanEnd(Running(), new("see-in-person"), Nobody)!.Code);
        Assert.Null(CareRules.CanEnd(Running(), new("see-in-person", Summary: new(Urgency: SeeInPerson.Today)), Nobody));
        Assert.Equal("urgency-unfitting", CareRules.CanEnd(Running(), new("treated", Summary: new(Urgency: SeeInPerson.Today)), Nobody)!.Code);
    }

    [Fact]
    public void Watch_at_home_says_what_to_watch_for()
    {
        Assert.Equal("plan-missing", CareRules.CanEnd(Running(), new("watch-at-home"), Nobody)!.Code);
        Assert.Equal("plan-missing", CareRules.CanEnd(Running(), new("watch-at-home", Summary: new(Plan: Plan with { Watch = [] })), Nobody)!.Code);
        Assert.Null(CareRules.CanEnd(Running(), new("watch-at-home", Summary: new(Plan: Plan)), Nobody));
    }

    [Theory]
    [InlineData("treated", false)]
    [InlineData("watch-at-home", false)]
    [InlineData("see-in-person", false)]
    [InlineData("emergency-referred", true)]
    [InlineData("could-not-treat", true)]
    [InlineData("interrupted", true)]
    public void A_visit_that_begins_the_relationship_ends_with_medicine_only_after_its_steps_are_confirmed(string outcome, bool without)
    {
        var ended = new VisitEnded(outcome, Summary: new(Urgency: outcome == "see-in-person" ? SeeInPerson.Today : null, Plan: Plan));
        Assert.Equal(without ? null : "vcpr-steps-missing", CareRules.CanEnd(Running(ByVideo), ended, Nobody)?.Code);
        var started = Started(CareRules.Confirm(Running(ByVideo), Nobody, ByVideo.Confirm, null, Day));
        Assert.Null(CareRules.CanEnd(Running(ByVideo), ended, new([], [started])));
    }

    [Fact]
    public void Every_step_that_the_law_named_at_booking_must_be_confirmed()
    {
        var refused = Assert.IsType<Decision.Refused>(CareRules.Confirm(Running(ByVideo), Nobody, ["consent-recorded"], null, Day)).Refusal;
        Assert.Equal("vcpr-steps-missing", refused.Code);
        Assert.Equal(["identity-confirmed", "examination-by-video"], Assert.IsType<string[]>(refused.More!["confirm"]));
    }

    [Fact]
    public void What_is_confirmed_keeps_the_version_of_the_rules_and_how_it_came_about()
    {
        var started = Started(CareRules.Confirm(Running(ByVideo), Nobody, ByVideo.Confirm, "p1", Day));
        Assert.Equal(("2026-11-22.abc", StartedBy.SynchronousVideo, Day, "US-CA", "p1"), (started.RulesVersion, started.By, started.On, started.Region, started.PracticeId));
    }

    [Fact]
    public void An_emergency_start_keeps_its_deadline()
    {
        var emergency = new StartByVisit(CameAbout.EmergencyException, Day.PlusDays(7), ["consent-recorded"]);
        var started = Started(CareRules.Confirm(Running(emergency), Nobody, ["consent-recorded"], null, Day));
        Assert.Equal((StartedBy.EmergencyException, Day.PlusDays(7)), (started.By, started.SeeInPersonBy));
    }

    [Fact]
    public void A_relationship_is_begun_once_in_a_running_visit_that_may_begin_it()
    {
        var started = Started(CareRules.Confirm(Running(ByVideo), Nobody, ByVideo.Confirm, null, Day));
        Assert.IsType<Decision.Already>(CareRules.Confirm(Running(ByVideo), new([], [started]), ByVideo.Confirm, null, Day));
        Assert.Equal("not-started", Refused(CareRules.Confirm(Visit(ByVideo), Nobody, ByVideo.Confirm, null, Day)));
        Assert.Equal("vcpr-not-started-here", Refused(CareRules.Confirm(Running(), Nobody, ByVideo.Confirm, null, Day)));
    }

    [Fact]
    public void An_addendum_comes_after_the_end_and_never_before()
    {
        var addendum = new AddendumWritten("x", "vet1", "the culture grew nothing");
        Assert.Equal("visit-open", Refused(CareRules.Add(Running(), Course.None, addendum)));
        Assert.IsType<Decision.Happened>(CareRules.Add(Visit(null, new VisitCheckedIn(null), new VisitStarted(), new VisitEnded("treated")), Course.None, addendum));
    }

    [Fact]
    public void A_plan_cannot_be_changed_after_the_end() =>
        Assert.Equal("visit-ended", Refused(VisitRules.End(Visit(null, new VisitCheckedIn(null), new VisitStarted(), new VisitEnded("treated")), new("treated", Summary: new(Plan: Plan)))));

    [Fact]
    public void Steps_are_sent_while_the_owner_is_there_and_not_without_end()
    {
        var sent = new HomeExaminationSent("s1", "gum-colour", "v");
        Assert.Equal("not-started", Refused(CareRules.Send(Visit(), Course.None, [sent])));
        Assert.IsType<Decision.Happened>(CareRules.Send(Running(), Course.None, [sent]));
        var full = Fold([.. Enumerable.Range(0, CareRules.MostSteps).Select(i => new HomeExaminationSent($"s{i}", "gum-colour", "v"))]);
        Assert.Equal("too-many-steps", Refused(CareRules.Send(Running(), full, [sent with { SendId = "more" }])));
    }

    [Fact]
    public void A_finding_lands_once_in_the_step_that_was_sent()
    {
        var course = Fold(new HomeExaminationSent("s1", "gum-colour", "v"));
        var step = HomeExamination.Embedded.Find("gum-colour");
        var found = new HomeFindingReported("s1", "gum-colour", Choice: "pink");
        Assert.IsType<Decision.Happened>(CareRules.Find(Running(), course, step, found));
        Assert.Equal("finding-invalid", Refused(CareRules.Find(Running(), course, step, found with { Choice = "green" })));
        Assert.Equal("not-found", Refused(CareRules.Find(Running(), course, step, found with { SendId = "s2" })));
        Assert.Equal("finding-reported", Refused(CareRules.Find(Running(), Fold(new HomeExaminationSent("s1", "gum-colour", "v"), found), step, found)));
        Assert.Equal("pink", Fold(new HomeExaminationSent("s1", "gum-colour", "v"), found).Steps["s1"].Finding!.Choice);
    }

    [Theory]
    [InlineData("breathing-count", 24, true)]
    [InlineData("breathing-count", 2400, false)]
    [InlineData("temperature", 12, false)]
    public void A_number_outside_of_what_can_be_is_asked_again(string id, int number, bool fits) =>
        Assert.Equal(fits, HomeExamination.Embedded.Find(id)!.Wrong(new("s1", id, number)) is null);

    [Fact]
    public void The_library_has_ten_steps_and_more_each_with_a_source_and_words()
    {
        Assert.InRange(HomeExamination.Embedded.Steps.Count, 10, 100);
        Assert.All(HomeExamination.Embedded.Steps, s => Assert.True(s.Ask.Length > 20 && s.Sources.All(u => u.StartsWith("http", StringComparison.Ordinal))));
        Assert.DoesNotContain(HomeExamination.Embedded.For("bird"), s => s.Id == "temperature");
        Assert.All(HomeExamination.Embedded.Steps.SelectMany(s => s.Species), s => Assert.Contains(s, VetVisits.Animals.Species.All));
    }

    [Fact]
    public void A_consult_is_asked_of_another_vet_once_and_answered_once_by_that_vet()
    {
        var asked = new ConsultAsked("c1", "vet1", "vet2", "is this a mast cell tumour?");
        var course = Fold(asked);
        Assert.IsType<Decision.Happened>(CareRules.Ask(Running(), Course.None, asked));
        Assert.Equal("consult-open", Refused(CareRules.Ask(Running(), course, asked with { ConsultId = "c2" })));
        Assert.Equal("invalid", Refused(CareRules.Ask(Running(), Course.None, asked with { AskedVetId = "vet1" })));
        Assert.Equal("not-started", Refused(CareRules.Ask(Visit(), Course.None, asked)));
        Assert.Equal("not-found", Refused(CareRules.Answer(course, new("c1", "vet3", "yes"))));
        var opinion = new ConsultOpinionGiven("c1", "vet2", "yes");
        Assert.IsType<Decision.Happened>(CareRules.Answer(course, opinion));
        Assert.Equal("consult-answered", Refused(CareRules.Answer(Fold(asked, opinion), opinion)));
        Assert.Equal("consult-withdrawn", Refused(CareRules.Answer(Fold(asked, new ConsultWithdrawn("c1")), opinion)));
        Assert.Equal("consult-answered", Refused(CareRules.Withdraw(Fold(asked, opinion), new("c1"))));
    }

    [Fact]
    public void Consent_stands_until_it_is_taken_back()
    {
        var given = new ConsentGiven(Consents.ShareWithClinic, "2026-11");
        var known = Consents.Fold.Of([new("animal:a1", "consents", 1, Now, "owner:o1", null, [given])]);
        Assert.True(known.Stands(Consents.ShareWithClinic));
        Assert.IsType<Decision.Already>(Consents.Decide(known, given));
        Assert.IsType<Decision.Happened>(Consents.Decide(known, given with { TextVersion = "2027-01" }));
        Assert.False(Consents.Fold.Evolve(known, new ConsentWithdrawn(Consents.ShareWithClinic), Now).Stands(Consents.ShareWithClinic));
    }

    private static VcprStarted Started(Decision decision) => Assert.IsType<VcprStarted>(Assert.Single(Assert.IsType<Decision.Happened>(decision).Events));

    private static Course Fold(params Event[] events) =>
        Course.Fold.Of([new("animal:a1", "visit:v1", 1, Now, "vet:vet1", null, events)]);
}
