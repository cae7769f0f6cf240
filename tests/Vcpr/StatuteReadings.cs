using NodaTime;
using VetVisits.Vcpr;

namespace VetVisits.Tests.Vcpr;

/// <summary>
/// What a person read in each text that is relied on, and where it is silent: one entry a region, the same questions to each. From an entry follow its sentences; together with
/// those of <see cref="StatuteScenarios"/> they notice by themselves when any rule field of a row is flipped.
/// </summary>
/// <param name="Source">Where it is written.</param>
public sealed record StatuteReading(string Name, string Region, string Source)
{
    /// <summary>Since when the text says that it holds; null where it does not say.</summary>
    public LocalDate? Since { get; init; }
    public bool SinceIsSeen { get; init; } = true;

    /// <summary>The text itself says how long an examination in person counts, a year in each that does; elsewhere the year is ours.</summary>
    public bool NamesTheYear { get; init; }
    public bool YearIsSeen { get; init; } = true;

    /// <summary>Care may go on at a distance after an examination in person.</summary>
    public bool GoesOn { get; init; } = true;

    /// <summary>Vets of the same practice may stand on each other's examination.</summary>
    public bool Colleagues { get; init; }

    /// <summary>A specialist may work under the referring vet's relationship.</summary>
    public bool Specialists { get; init; }

    /// <summary>In an emergency telemedicine may come first: days to the examination in person, of a small and of a large animal.</summary>
    public (int Small, int Large)? Emergency { get; init; }
    public bool EmergencyDaysAreOurs { get; init; }

    /// <summary>What the text asks for around a service at a distance.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];

    /// <summary>Words of the text for the animals that it excludes; null where it excludes none.</summary>
    public string? NotFor { get; init; }

    /// <summary>Where a visit may begin the relationship: who asks for live video, the <c>law</c> or this <c>house</c>; null where none may.</summary>
    public string? Channel { get; init; }

    /// <summary>Where a visit may begin the relationship: days of the first supply, renewals, their days, days in all; of antimicrobials; months; and each limit with where it is written, a question mark where the figure was not seen.</summary>
    public string? ByVideo { get; init; }

    /// <summary>What the text says of drugs for race horses by video: <c>racing-barred</c>, <c>racing-unknown</c> where it was not read; null where it says nothing.</summary>
    public string? RaceHorses { get; init; }

    public static IReadOnlyList<StatuteReading> All { get; } =
    [
        new("British Columbia", "CA-BC",
            "https://www.cvbc.ca/telemedicine-how-does-a-practice-navigate-in-this-ever-changing-environment-part-1/"),
        new("Ontario", "CA-ON",
            "https://cvo.org/About-CVO/News/College-Council-sets-standard-on-telemedicine.aspx")
        { Since = new(2017, 3, 1), SinceIsSeen = false, Steps = ["consent-recorded"], Channel = "house", ByVideo = "0/0/0/0 am0 mo hands initial-days0:law? limit-unknown:law? limit-unknown:law? limit-unknown:law? limit-unknown:law? in-person-before-renewal-unknown:law? renewals-unknown:law? controlled-barred:law?", RaceHorses = "racing-unknown" },
        new("Quebec", "CA-QC",
            "https://zonemembre.omvq.qc.ca/boite-a-outils/centre-de-documentation/guide/guide-d-application-de-la-telemedecine")
        { Since = new(2024, 2, 6), Channel = "law", ByVideo = "0/0/0/0 am0 mo hands limit-unknown:law? limit-unknown:law? limit-unknown:law? limit-unknown:law? limit-unknown:law? in-person-before-renewal-unknown:law? renewals-unknown:law? controlled-barred:houserule", RaceHorses = "racing-unknown" },
        new("United Kingdom", "GB",
            "https://rcvs.org.uk/setting-standards/advice-and-guidance/under-care-new-guidance")
        { Since = new(2023, 9, 1), Steps = ["in-person-follow-up-named"], Channel = "house", ByVideo = "/// am0 mo antimicrobial-days:law renewals-silent:law controlled-barred:law" },
        new("Arkansas", "US-AR",
            "https://policyrisk.com/states/arkansas/statutes/17-101-104")
        { Emergency = (7, 21) },
        new("Arizona", "US-AZ",
            "https://www.lawserver.com/law/state/arizona/az-laws/arizona_laws_32-2240-03")
        { Since = new(2023, 10, 30), Steps = ["consent-recorded", "second-contact-channel", "in-person-follow-up-named", "federal-limits-told"], NotFor = "commercial food production", Channel = "law", ByVideo = "14/1/14/28 am mo hands initial-days14:law total-days:law renewal-days:law in-person-before-renewal:law renewals:law controlled-barred:law" },
        new("California", "US-CA",
            "https://casetext.com/statute/california-codes/california-business-and-professions-code/division-2-healing-arts/chapter-11-veterinary-medicine/article-2-practice-provisions/section-48266-veterinarian-client-patient-relationship-required")
        { Since = new(2024, 1, 1), NamesTheYear = true, YearIsSeen = false, Steps = ["consent-recorded", "location-confirmed", "pharmacy-choice-told"], Channel = "law", ByVideo = "/0/0/ am14 mo6 hands antimicrobial-days:law duration-months:law? in-person-before-renewal:law? renewals:law? controlled-barred:law" },
        new("Colorado", "US-CO",
            "https://open.pluralpolicy.com/co/bills/2024A/HB24-1048")
        { Colleagues = true, Specialists = true },
        new("Florida", "US-FL",
            "https://lawserver.com/law/state/florida/regulations/florida_statutes_474-2021")
        { Since = new(2024, 7, 1), NotFor = "food-producing animals", Channel = "law", ByVideo = "14/0/0/14 am14 mo hands initial-days14:law? total-days:law? limit-bounded:law? limit-bounded:law? limit-bounded:law? in-person-before-renewal:law? renewals:law? controlled-barred:law?", RaceHorses = "racing-barred" },
        new("Georgia", "US-GA",
            "https://gvma.net/2018/08/10/medical-minute-with-dr-wendy-tele-what/")
        { NamesTheYear = true, Colleagues = true, Steps = ["consent-recorded"] },
        new("Hawaii", "US-HI",
            "https://www.capitol.hawaii.gov/hrscurrent/Vol10_Ch0436-0474/HRS0471/HRS_0471-0002_0005.htm")
        { Steps = ["licence-shown"] },
        new("Illinois", "US-IL",
            "https://d1tvxue8o4w0fl.cloudfront.net/statute/illinois-compiled-statutes/regulation/chapter-225-professions-and-occupations/subchapter-health/act-115-veterinary-medicine-and-surgery-practice-act-of-1994/section-225-ilcs-11545-section-scheduled-to-be-repealed-112029-telemedicine")
        { Steps = ["licence-shown"] },
        new("Kentucky", "US-KY",
            "https://lawserver.com/law/state/kentucky/ks-statutes/kentucky_statutes_321-185")
        { NamesTheYear = true, Colleagues = true },
        new("Michigan", "US-MI",
            "https://casetext.com/regulation/michigan-administrative-code/department-licensing-and-regulatory-affairs/bureau-of-professional-licensing/board-of-veterinary-medicine/board-of-veterinary-medicine-general-rules/part-1-general-provisions/section-r-3384901a-telehealth-services")
        { Since = new(2023, 3, 22), Emergency = (7, 7), EmergencyDaysAreOurs = true, Steps = ["consent-recorded", "licence-shown"] },
        new("North Carolina", "US-NC",
            "https://furfamilyvs.com/resources-and-legal")
        { Since = new(2021, 9, 1) },
        new("New Jersey", "US-NJ",
            "https://www.billtrack50.com/billdetail/1892230")
        { Steps = ["consent-recorded", "identity-confirmed", "history-reviewed"] },
        new("New Mexico", "US-NM",
            "https://casetext.com/regulation/new-mexico-administrative-code/title-16-occupational-and-professional-licensing/chapter-25-veterinary-medicine-practitioners/part-9-minimum-standards/section-162598-general-standards"),
        new("Nevada", "US-NV",
            "https://self-law.org/code/nv/chapter-638-veterinary-medicine-euthanasia-technicians/638-1521"),
        new("Ohio", "US-OH",
            "https://www.ohiovma.org/news/?p=7375")
        { Since = new(2025, 9, 30), Steps = ["consent-recorded", "second-contact-channel", "licence-shown"], NotFor = "livestock", Channel = "law", ByVideo = "14/1/14/28 am mo hands initial-days14:law total-days:law renewal-days:law in-person-before-renewal:law renewals:law controlled-barred:law?" },
        new("Oregon", "US-OR",
            "https://oregon.public.law/rules/oar_875-015-0035")
        { NamesTheYear = true, YearIsSeen = false },
        new("Texas", "US-TX",
            "https://codes.findlaw.com/tx/occupations-code/occ-sect-801-351/"),
        new("Utah", "US-UT",
            "https://le.utah.gov/~2024/bills/hbillint/HB0145.htm")
        { GoesOn = false },
        new("Washington", "US-WA",
            "https://lawfilesext.leg.wa.gov/biennium/2025-26/Htm/Bill%20Reports/House/2247-S.E%20HBR%20FBR%2026.htm")
        { NamesTheYear = true, Colleagues = true, Steps = ["consent-recorded", "licence-shown"], NotFor = "commercial / food operations" },
        new("Wisconsin", "US-WI",
            "https://docs-preview.legis.wisconsin.gov/code/register/2022/799b/register/final/cr_21_062_rule_text/cr_21_062_rule_text/_90?up=1")
        { Since = new(2022, 8, 1), Colleagues = true },
    ];

    public IEnumerable<Scenario> Sentences()
    {
        var (dog, horse) = (Ask.About(Region), Ask.About(Region, species: "horse").Kept(AnimalUse.Companion));
        var id = Region.Replace('-', '_');
        yield return Says("is_in_force_as_far_as_it_says", dog, a => Assert.Equal(Since is null ? LawKnown.Undated : LawKnown.Known, a.Law));
        if (Since is { } first)
            yield return Says("is_in_force_on_its_first_day", dog with { On = first }, a => Assert.Equal(LawKnown.Known, a.Law));
        if (Since is { } since)
            yield return Says("was_not_in_force_the_day_before", dog with { On = since.PlusDays(-1) }, a =>
                Assert.Equal((LawKnown.NotInForce, SinceIsSeen), (a.Law, a.Reasons.Single(r => r.Code == "law-not-in-force").Citation.Verified)));
        yield return Says("goes_on_at_a_distance_after_hands", dog.SeenInPerson(), a =>
            Assert.Equal(GoesOn ? "ExistingVcpr" : "same-complaint-only", a.For(ServiceIds.Telemedicine).Basis?.ToString() ?? a.For(ServiceIds.Telemedicine).No!.Code));
        yield return Says("counts_an_examination_for_a_year", dog with { Examinations = [new(Ask.Vet, Ask.Today.PlusYears(-1).PlusDays(1))] }, a =>
        {
            var counts = a.Reasons.Single(r => r.Code == "in-person-recency").Citation;
            Assert.Equal((true, NamesTheYear ? CitationKind.Law : CitationKind.HouseRule, YearIsSeen), (a.Relationship.Exists, counts.Kind, counts.Verified));
        });
        yield return Says("and_not_for_a_day_longer", dog with { Examinations = [new(Ask.Vet, Ask.Today.PlusYears(-1))] }, a => Assert.False(a.Relationship.Exists));
        yield return Says(Colleagues ? "lets_colleagues_stand_on_it" : "names_no_colleague", dog.SeenInPerson(1, vet: "vet-2", samePractice: true), a => Assert.Equal(Colleagues, a.Relationship.Exists));
        yield return Says(Specialists ? "lets_a_specialist_work_under_a_referral" : "names_no_specialist", dog.SeenInPerson(1, vet: "vet-2") with { Vet = new(Ask.Vet, [new(Region)], "vet-2"), Channel = VetVisits.Vcpr.Channel.Phone }, a =>
            Assert.Equal(Specialists, a.For(ServiceIds.Telemedicine).Basis == ServiceBasis.ReferringVetsVcpr));
        yield return Says(Emergency is null ? "has_no_exception_for_emergencies" : "lets_telemedicine_come_first_in_an_emergency", dog.Urgently().By(VetVisits.Vcpr.Channel.Phone), a =>
            Assert.Equal((Emergency is { } e ? Ask.Today.PlusDays(e.Small) : null, Emergency is null ? null : EmergencyDaysAreOurs ? CitationKind.HouseRule : CitationKind.Law),
                (a.Start?.SeeInPersonBy, a.Reasons.FirstOrDefault(r => r.Code == "emergency-exception")?.Citation.Kind)));
        if (Emergency is { } days)
            yield return Says("gives_a_large_animal_its_own_days", horse.Urgently(), a => Assert.Equal(Ask.Today.PlusDays(days.Large), a.Start!.SeeInPersonBy));
        yield return Says("asks_for_these_steps", dog.SeenInPerson(1, "c") with { Service = ServiceIds.FollowUp, Complaint = "c" }, a =>
            Assert.Equal(Steps.Order(StringComparer.Ordinal), a.First.Where(s => s.Citation!.Kind == CitationKind.Law).Select(s => s.What).Order(StringComparer.Ordinal)));
        yield return Says(NotFor is null ? "excludes_no_animal" : "excludes_animals_kept_for_food", dog.Kept(AnimalUse.FoodProduction), a =>
            Assert.Equal(NotFor is null ? 0 : 1, a.Reasons.Count(r => r.Code == "animal-excluded" && r.Text.Contains(NotFor!, StringComparison.Ordinal))));
        yield return Says("excludes_no_companion", dog.Kept(AnimalUse.Companion), a => Assert.DoesNotContain(a.Reasons, r => r.Code == "animal-excluded"));
        yield return Says(Channel is null ? "is_plain_on_where_a_relationship_begins" : "is_plain_on_the_channel", dog.By(VetVisits.Vcpr.Channel.Phone), a =>
        {
            var no = a.For(ServiceIds.Telemedicine).No!;
            Assert.Equal((Channel is null ? "vcpr-required" : "start-must-be-video", Channel == "house" ? CitationKind.HouseRule : CitationKind.Law, true), (no.Code, no.Citation.Kind, no.Citation.Verified));
        });
        if (ByVideo is not { } limits) yield break;
        yield return Says("limits_what_is_prescribed_by_video", dog.StartedByVideo(), a => Assert.Equal(limits, Line(a.Prescribing)));
        yield return Says("says_of_race_horses_what_it_says", Ask.About(Region, species: "horse").Kept(AnimalUse.Racing).StartedByVideo(), a =>
            Assert.Equal(RaceHorses, a.Prescribing.Limits.FirstOrDefault(l => l.Code.StartsWith("racing", StringComparison.Ordinal))?.Code));

        Scenario Says(string what, Question given, Action<Answer> then) => new($"{id}_{Name.Replace(' ', '_')}_{what}", Region, Source, () => given, then);
    }

    private static string Line(Prescribing p) =>
        FormattableString.Invariant($"{p.InitialMaxDays}/{p.Renewals}/{p.RenewalMaxDays}/{p.TotalMaxDays} am{p.AntimicrobialMaxDays} mo{p.MaxDurationMonths}{(p.InPersonBeforeFurtherRenewal ? " hands" : "")}")
        + string.Concat(p.Limits.Where(l => l.Citation.Kind != CitationKind.Federal && l.Citation.Field != "tele_only_prescribing").Select(l => $" {l.Code}{(l.Code == "initial-days" ? string.Concat(l.Text.Where(char.IsAsciiDigit)) : "")}:{l.Citation.Kind.ToString().ToLowerInvariant()}{(l.Citation.Verified ? "" : "?")}"));
}
