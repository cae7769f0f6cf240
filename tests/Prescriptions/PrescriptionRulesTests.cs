using NodaTime;
using VetVisits.Journal;
using VetVisits.Prescriptions;
using VetVisits.Tests.Vcpr;
using VetVisits.Vcpr;

namespace VetVisits.Tests.Prescriptions;

public sealed class PrescriptionRulesTests
{
    private static readonly PrescriptionBook Empty = PrescriptionBook.Fold.Start;

    private static readonly Drug Apoquel = new("Apoquel", ["oclacitinib"], "tablet", "5.4 mg", "oral", Product.AnimalDrug, LegalClass.PrescriptionOnly, false, true);

    private static readonly Drug Antibiotic = Apoquel with { Name = "Clavamox", Ingredients = ["amoxicillin-clavulanate"], Antimicrobial = true };

    private static PrescriptionWritten Wanted(Drug? drug = null, int days = 7, int refills = 0, int refillDays = 0, string species = "dog", decimal? kg = 20, decimal? mg = null, string? why = null, string id = "p1") =>
        new(id, "v1", Ask.Vet, "US-AZ", species, kg, drug ?? Apoquel, new("one tablet twice a day", mg, 12, days), new(14, "tablets", refills, refillDays), Ask.Today, default, default, "v", why);

    private static Answer ByVideo(string region = "US-AZ") => Ask.About(region).StartedByVideo(1).Answered();

    private static Answer InPerson(string region = "US-AZ") => Ask.About(region).SeenInPerson().Answered();

    private static string Said(Answer law, PrescriptionWritten wanted, PrescriptionBook? book = null) =>
        PrescriptionRules.Write(book ?? Empty, wanted, law) is Decision.Refused no ? no.Refusal.Code : "written";

    private static PrescriptionBook Book(params Event[] events) =>
        PrescriptionBook.Fold.Of([new("animal:a1", "prescriptions", 1, Instant.FromUtc(2026, 11, 22, 12, 0), "vet:vet-1", null, events)]);

    [Theory]
    [InlineData("cat", "permethrin", "spot-on", "topical")]
    [InlineData("cat", "Paracetamol", "tablet", "oral")]
    [InlineData("cat", "acetaminophen", "tablet", "oral")]
    [InlineData("dog", "xylitol", "solution", "oral")]
    [InlineData("dog", "ibuprofen", "tablet", "oral")]
    [InlineData("cat", "naproxen sodium", "tablet", "oral")]
    [InlineData("dog", "fluorouracil", "cream", "topical")]
    [InlineData("rabbit", "fipronil", "spot-on", "topical")]
    [InlineData("rabbit", "amoxicillin trihydrate", "suspension", "oral")]
    [InlineData("guinea-pig", "clindamycin", "capsule", "oral")]
    [InlineData("horse", "monensin", "feed", "oral")]
    public void What_poisons_a_species_is_never_prescribed_for_it(string species, string ingredient, string form, string route)
    {
        var drug = Apoquel with { Name = "x", Ingredients = [ingredient], Form = form, Route = route };
        var no = Assert.IsType<Decision.Refused>(PrescriptionRules.Write(Empty, Wanted(drug, species: species, why: "I know what I do"), InPerson())).Refusal;
        Assert.Equal("species-danger", no.Code);
        Assert.All(Assert.IsType<IReadOnlyList<string>>(no.More!["sources"], exactMatch: false), s => Assert.StartsWith("http", s, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("cat", "co-codamol", "oral")]
    [InlineData("cat", "Acetaminofén", "oral")]
    [InlineData("cat", "codeine / APAP", "oral")]
    [InlineData("dog", "Ibu\u00ADprofen", "oral")]
    [InlineData("dog", "Ibuprofeno 400 mg", "oral")]
    [InlineData("dog", "5-\uFB02uorouracil", "topical")]
    [InlineData("dog", "birch\u00A0 sugar", "oral")]
    [InlineData("rabbit", "benzylpenicillin", "oral")]
    [InlineData("rabbit", "Amoxycillin", "oral")]
    [InlineData("rabbit", "co\u2011amoxiclav", "oral")]
    [InlineData("rabbit", "amoxicillin", "by mouth")]
    [InlineData("rabbit", "amoxicillin", "P.O.")]
    [InlineData("rabbit", "amoxicillin", "in the drinking water")]
    [InlineData("rabbit", "amoxicillin", "subcutaneous, then oral")]
    public void A_poison_is_found_however_it_and_its_way_in_are_spelled(string species, string ingredient, string route) =>
        Assert.Equal("species-danger", Said(InPerson(), Wanted(Apoquel with { Name = "x", Ingredients = [ingredient], Route = route, Class = LegalClass.ScheduleII, Antimicrobial = true }, species: species)));

    [Theory]
    [InlineData("phenobarbitone", "controlled-unsaid")]
    [InlineData("co-codamol", "controlled-unsaid")]
    [InlineData("dextroamphetamine", "controlled-unsaid")]
    [InlineData("Ketamina", "controlled-unsaid")]
    [InlineData("benzylpenicillin procaine", "antimicrobial-unsaid")]
    [InlineData("sulphadiazine", "antimicrobial-unsaid")]
    [InlineData("ciprofloxacin", "antimicrobial-unsaid")]
    public void A_class_is_known_under_every_spelling(string ingredient, string said) =>
        Assert.Equal(said, Said(InPerson(), Wanted(Apoquel with { Name = "x", Ingredients = [ingredient] })));

    [Theory]
    [InlineData("carprofen (50 mg)")]
    [InlineData("Carprofeno")]
    [InlineData("amoxicillin trihydrate|potassium clavulanate")]
    [InlineData("Amoxicillin|clavulanic acid")]
    [InlineData("co-amoxiclav")]
    public void A_slip_of_the_decimal_point_is_seen_with_a_salt_a_strength_or_a_combination(string ingredients) =>
        Assert.Equal("dose-absurd", Said(InPerson(), Wanted(Apoquel with { Ingredients = ingredients.Split('|'), Antimicrobial = true }, mg: 20 * 120, why: "meant")));

    [Fact]
    public void No_list_names_a_substance_by_a_name_that_is_read_as_another()
    {
        Assert.All(Dangers.All.SelectMany(d => d.Substances).Concat(Dangers.Classes.SelectMany(c => c.Substances)).Concat(Dangers.Doses.Select(d => d.Drug)), s => Assert.Equal(s, DrugNames.Plain(s)));
        Assert.All(DrugNames.All.SelectMany(n => n.As), name => Assert.Equal(name.Value, DrugNames.Plain(name.Key)));
        Assert.All(DrugNames.All.SelectMany(n => n.As.Values), name => Assert.Equal(name, DrugNames.Plain(name)));
    }

    [Fact]
    public void A_poison_hidden_in_the_name_or_the_excipients_is_found()
    {
        Assert.Equal("species-danger", Said(InPerson(), Wanted(Apoquel with { Name = "Children's Tylenol" }, species: "cat")));
        Assert.Equal("species-danger", Said(InPerson(), Wanted(Apoquel with { Excipients = ["glycerin", "Xylitol"] })));
    }

    [Fact]
    public void A_word_inside_another_is_not_a_poison() => Assert.Equal("written", Said(InPerson(), Wanted(Apoquel with { Name = "caracal", Ingredients = ["xylitolase"] })));

    [Fact]
    public void A_human_liquid_for_a_dog_needs_its_label_read()
    {
        var gabapentin = Apoquel with { Name = "gabapentin", Ingredients = ["gabapentin"], Form = "oral solution", Product = Product.HumanDrug, AsLabelled = false };
        Assert.Equal("excipients-unread", Said(InPerson(), Wanted(gabapentin)));
        Assert.Equal("species-danger", Said(InPerson(), Wanted(gabapentin with { Excipients = ["xylitol"] })));
        Assert.Equal("written", Said(InPerson(), Wanted(gabapentin with { Excipients = ["sorbitol"] })));
        Assert.Equal("written", Said(InPerson(), Wanted(gabapentin with { Form = "capsule" })));
        Assert.Equal("written", Said(InPerson(), Wanted(gabapentin, species: "horse")));
    }

    [Fact]
    public void Permethrin_is_for_dogs_and_injected_penicillin_may_be_for_rabbits()
    {
        Assert.Equal("written", Said(InPerson(), Wanted(Apoquel with { Ingredients = ["permethrin"] })));
        Assert.Equal("written", Said(InPerson(), Wanted(Apoquel with { Ingredients = ["penicillin"], Antimicrobial = true, Route = "subcutaneous" }, species: "rabbit")));
        Assert.Equal("written", Said(InPerson(), Wanted(Apoquel with { Ingredients = ["penicillin"], Antimicrobial = true, Route = "Injection (s.c.)" }, species: "rabbit")));
    }

    [Theory]
    [InlineData(14, 0, 0, "written")]
    [InlineData(15, 0, 0, "too-many-days")]
    [InlineData(14, 1, 14, "written")]
    [InlineData(14, 1, 15, "too-many-days")]
    [InlineData(14, 2, 7, "too-many-renewals")]
    public void Arizona_s_days_hold_on_a_relationship_by_video(int days, int refills, int refillDays, string said) =>
        Assert.Equal(said, Said(ByVideo(), Wanted(days: days, refills: refills, refillDays: refillDays)));

    [Fact]
    public void After_an_examination_in_person_they_do_not() => Assert.Equal("written", Said(InPerson(), Wanted(days: 90, refills: 3, refillDays: 90)));

    [Fact]
    public void A_second_prescription_is_no_way_round_the_first()
    {
        var first = Book(Wanted(days: 14, refills: 1, refillDays: 14));
        Assert.Equal("too-many-renewals", Said(ByVideo(), Wanted(days: 14, id: "p2"), first));
        Assert.Equal("too-many-renewals", Said(ByVideo(), Wanted(Apoquel with { Name = "Another maker's", Ingredients = ["Oclacitinib maleate"] }, days: 14, id: "p2"), first));
        Assert.Equal("written", Said(ByVideo(), Wanted(days: 14, id: "p2"), Book(Wanted(days: 14))));
        Assert.Equal("too-many-days", Said(ByVideo(), Wanted(days: 15, id: "p2"), Book(Wanted(days: 13))));
        Assert.Equal("written", Said(ByVideo(), Wanted(Antibiotic with { AsLabelled = true }, days: 14, id: "p2"), first));
        Assert.Equal("written", Said(ByVideo(), Wanted(days: 14, id: "p2"), Book(Wanted(days: 14), new PrescriptionCancelled("p1", Ask.Vet, "wrong strength"))));
    }

    [Theory]
    [InlineData("amoxicillin", "amoxicillin trihydrate", true)]
    [InlineData("amoxicillin sodium", "Amoxicillin", true)]
    [InlineData("potassium bromide", "potassium chloride", false)]
    [InlineData("carp", "carprofen", false)]
    [InlineData("amoxycillin", "amoxicillin", true)]
    [InlineData("amoxicillin,potassium clavulanate", "amoxicillin-clavulanate", true)]
    [InlineData("benzylpenicillin sodium", "penicillin G", true)]
    [InlineData("sulfadiazine,trimethoprim", "trimethoprim,sulfadiazine", true)]
    [InlineData("sulfadiazine,trimethoprim", "trimethoprim", false)]
    public void A_drug_is_the_same_whatever_salt_is_named(string one, string other, bool same)
    {
        Assert.Equal(same, Of(one).SameAs(Of(other)));
        Assert.Equal(same, Of(other).SameAs(Of(one)));

        static Drug Of(string ingredients) => Apoquel with { Ingredients = ingredients.Split(',') };
    }

    [Theory]
    [InlineData("US-CA", 14, "written")]
    [InlineData("US-CA", 15, "antimicrobial-limit")]
    [InlineData("GB", 1, "antimicrobial-limit")]
    [InlineData("CA-QC", 1, "prescribing-not-allowed")]
    [InlineData("CA-ON", 1, "prescribing-not-allowed")]
    public void Antimicrobials_have_limits_of_their_own(string region, int days, string said) =>
        Assert.Equal(said, Said(ByVideo(region), Wanted(Antibiotic, days: days)));

    [Fact]
    public void California_s_prescription_on_video_runs_six_months_at_most() => Assert.Equal("too-long", Said(ByVideo("US-CA"), Wanted(days: 200)));

    [Fact]
    public void Federal_law_bars_human_drugs_compounds_and_use_off_the_label_on_video_alone()
    {
        Assert.Equal("human-drug-barred", Said(ByVideo(), Wanted(Apoquel with { Product = Product.HumanDrug })));
        Assert.Equal("compounded-barred", Said(ByVideo(), Wanted(Apoquel with { Product = Product.Compounded })));
        Assert.Equal("feed-directive-barred", Said(ByVideo(), Wanted(Apoquel with { Product = Product.FeedDirective })));
        Assert.Equal("extralabel-barred", Said(ByVideo(), Wanted(Apoquel with { AsLabelled = false })));
        Assert.Equal("written", Said(InPerson(), Wanted(Apoquel with { Product = Product.HumanDrug, AsLabelled = false })));
    }

    [Fact]
    public void The_refusal_cites_the_rule()
    {
        var no = Assert.IsType<Decision.Refused>(PrescriptionRules.Write(Empty, Wanted(Apoquel with { Product = Product.HumanDrug }), ByVideo())).Refusal;
        Assert.Contains(Assert.IsType<Reason[]>(no.More!["reasons"]), r => r.Citation.Kind == CitationKind.Federal && r.Citation.Source!.StartsWith("https://", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(LegalClass.ScheduleII)]
    [InlineData(LegalClass.ScheduleV)]
    public void A_controlled_substance_needs_hands(LegalClass schedule)
    {
        Assert.Equal("controlled-barred", Said(ByVideo(), Wanted(Apoquel with { Class = schedule })));
        Assert.Equal("written", Said(InPerson(), Wanted(Apoquel with { Class = schedule })));
    }

    [Theory]
    [InlineData("tramadol hydrochloride", "controlled-unsaid")]
    [InlineData("phenobarbital", "controlled-unsaid")]
    [InlineData("ketamine", "controlled-unsaid")]
    [InlineData("amoxicillin-clavulanate", "antimicrobial-unsaid")]
    [InlineData("Enrofloxacin", "antimicrobial-unsaid")]
    [InlineData("oclacitinib", "written")]
    public void What_a_drug_is_known_to_be_cannot_be_left_unsaid_to_slip_past_a_limit(string ingredient, string said)
    {
        var drug = Apoquel with { Name = "x", Ingredients = [ingredient] };
        Assert.Equal(said, Said(InPerson(), Wanted(drug)));
        Assert.Equal("written", Said(InPerson(), Wanted(drug with { Class = LegalClass.ScheduleIV, Antimicrobial = true })));
        Assert.All(Dangers.Classes, c => Assert.All(c.Substances, s => Assert.Equal(s, s.ToLowerInvariant())));
    }

    [Fact]
    public void Advice_and_triage_end_without_a_prescription() =>
        Assert.Equal("prescribing-not-allowed", Said(Ask.About("US-AZ", ServiceIds.Teletriage).Answered(), Wanted()));

    [Theory]
    [InlineData(88, null, "written")]
    [InlineData(100, null, "dose-unusual")]
    [InlineData(100, "obese; dosed on lean weight", "written")]
    [InlineData(880, "obese; dosed on lean weight", "dose-absurd")]
    [InlineData(10, null, "dose-unusual")]
    public void A_dose_outside_of_the_usual_for_the_weight_says_why_and_an_absurd_one_never_passes(int mg, string? why, string said) =>
        Assert.Equal(said, Said(InPerson(), Wanted(Apoquel with { Ingredients = ["carprofen"] }, mg: mg, why: why)));

    [Fact]
    public void A_dose_by_weight_needs_the_weight() => Assert.Equal("weight-missing", Said(InPerson(), Wanted(Apoquel with { Ingredients = ["carprofen"] }, kg: null, mg: 40)));

    [Theory]
    [InlineData("US-CA", LegalClass.PrescriptionOnly, true, 6)]
    [InlineData("US-AZ", LegalClass.PrescriptionOnly, true, 12)]
    [InlineData("US-AZ", LegalClass.ScheduleIV, false, 6)]
    public void It_expires(string region, LegalClass schedule, bool video, int months)
    {
        var written = Assert.IsType<PrescriptionWritten>(Assert.Single(Assert.IsType<Decision.Happened>(
            PrescriptionRules.Write(Empty, Wanted(Apoquel with { Class = schedule }), video ? ByVideo(region) : InPerson(region))).Events));
        Assert.Equal(Ask.Today.PlusMonths(months), written.ExpiresOn);
    }

    [Fact]
    public void An_emergency_start_prescribes_to_its_deadline_and_no_further()
    {
        var law = Ask.About("US-AR").StartedInEmergency(2).Answered();
        Assert.Equal("written", Said(law, Wanted(days: 5)));
        Assert.Equal("too-many-days", Said(law, Wanted(days: 6)));
    }

    private static PrescriptionWritten Standing(int refills = 1) => Wanted(days: 14, refills: refills, refillDays: 14) with { ExpiresOn = Ask.Today.PlusMonths(12) };

    private static Answer Refill(Func<Question, Question> known) => known(Ask.About("US-AZ", ServiceIds.Refill)).Answered();

    [Fact]
    public void A_refill_that_is_asked_for_waits_for_the_vet()
    {
        var law = Refill(q => q.StartedByVideo());
        var asked = Assert.IsType<Decision.Happened>(PrescriptionRules.Ask(Book(Standing()), new("r1", "p1"), law, Ask.Today)).Events;
        Assert.IsType<RefillAsked>(Assert.Single(asked));
        var book = Book([Standing(), .. asked]);
        Assert.Equal("refill-pending", Assert.IsType<Decision.Refused>(PrescriptionRules.Ask(book, new("r2", "p1"), law, Ask.Today)).Refusal.Code);
        var granted = Assert.IsType<Decision.Happened>(PrescriptionRules.Grant(book, new("r1", "p1", Ask.Vet, Ask.Today), law)).Events;
        Assert.Equal(0, Book([Standing(), .. asked, .. granted]).ById["p1"].RefillsLeft);
    }

    [Fact]
    public void The_rule_refuses_with_its_reason_what_nobody_could_grant()
    {
        Assert.Equal("no-refills-left", Rule(Standing(0), Refill(q => q.StartedByVideo()), Ask.Today));
        Assert.Equal("prescription-expired", Rule(Standing(), Refill(q => q.StartedByVideo()), Ask.Today.PlusMonths(12)));
        Assert.Equal("vcpr-required", Rule(Standing(), Refill(q => q), Ask.Today));
        Assert.Equal("vcpr-required", Rule(Standing(), Refill(q => q.StartedByVideo(13)), Ask.Today));
        Assert.Equal("controlled-barred", Rule(Standing() with { Drug = Apoquel with { Class = LegalClass.ScheduleIV } }, Refill(q => q.StartedByVideo()), Ask.Today));

        static string Rule(PrescriptionWritten written, Answer law, LocalDate today) =>
            Assert.IsType<RefillRefused>(Assert.IsType<Decision.Happened>(PrescriptionRules.Ask(Book(written), new("r1", "p1"), law, today)).Events[^1]).Code;
    }

    [Fact]
    public void A_refill_is_judged_by_the_relationship_of_its_own_day_not_by_the_one_it_was_written_in()
    {
        // Written after an examination in person that has lapsed since; what stands now began by video a month ago.
        var law = Refill(q => q.StartedByVideo(1));
        Assert.Equal("human-drug-barred", Granted(Apoquel with { Product = Product.HumanDrug }));
        Assert.Equal("compounded-barred", Granted(Apoquel with { Product = Product.Compounded }));
        Assert.Equal("feed-directive-barred", Granted(Apoquel with { Product = Product.FeedDirective }));
        Assert.Equal("extralabel-barred", Granted(Apoquel with { AsLabelled = false }));
        Assert.Equal("too-many-days", Granted(Apoquel, refillDays: 90));
        Assert.Equal("granted", Granted(Apoquel));
        law = Ask.About("US-CA", ServiceIds.Refill).StartedByVideo(1).Answered();
        Assert.Equal("too-many-renewals", Granted(Apoquel));
        law = Ask.About("GB", ServiceIds.Refill).StartedByVideo(1).Answered();
        Assert.Equal("antimicrobial-limit", Granted(Antibiotic));
        Assert.Equal("granted", Granted(Apoquel));
        law = law with { Prescribing = law.Prescribing with { MaxDurationMonths = 6 } };
        Assert.Equal("granted", Granted(Apoquel));
        Assert.Equal("too-long", Granted(Apoquel, monthsAgo: 6));
        law = Refill(q => q.SeenInPerson());
        Assert.Equal("granted", Granted(Apoquel with { Product = Product.HumanDrug, AsLabelled = false }, refillDays: 90));

        string Granted(Drug drug, int refillDays = 14, int monthsAgo = 5)
        {
            var before = Wanted(drug, days: 14, refills: 1, refillDays: refillDays) with { On = Ask.Today.PlusMonths(-monthsAgo), ExpiresOn = Ask.Today.PlusMonths(6) };
            return PrescriptionRules.Grant(Book(before, new RefillAsked("r1", "p1")), new("r1", "p1", Ask.Vet, Ask.Today), law) is Decision.Refused no ? no.Refusal.Code : "granted";
        }
    }

    [Fact]
    public void What_was_supplied_in_the_same_relationship_counts_at_a_refill_too()
    {
        var law = Refill(q => q.StartedByVideo(1));
        var before = Wanted(days: 14, refills: 2, refillDays: 10) with { On = Ask.Today.PlusMonths(-5), ExpiresOn = Ask.Today.PlusMonths(6) };
        var now = Wanted(days: 14, id: "p2") with { On = Ask.Today.PlusDays(-3), ExpiresOn = Ask.Today.PlusMonths(6) };
        var longer = now with { Dosing = now.Dosing with { Days = 20 } };
        Assert.Equal("granted", Granted());
        Assert.Equal("granted", Granted(now));
        Assert.Equal("granted", Granted(longer, new PrescriptionCancelled("p2", Ask.Vet, "wrong strength")));
        Assert.Equal("too-many-days", Granted(longer));
        Assert.Equal("too-many-renewals", Granted(now, new RefillAsked("r0", "p1"), new RefillGranted("r0", "p1", Ask.Vet, Ask.Today.PlusDays(-1))));

        string Granted(params Event[] since) => PrescriptionRules.Grant(Book([before, .. since, new RefillAsked("r1", "p1")]), new("r1", "p1", Ask.Vet, Ask.Today), law) is Decision.Refused no ? no.Refusal.Code : "granted";
    }

    [Fact]
    public void A_poison_that_became_known_since_it_was_written_is_not_supplied_again() =>
        Assert.Equal("species-danger", Assert.IsType<Decision.Refused>(PrescriptionRules.Grant(
            Book(Standing() with { Species = "cat", Drug = Apoquel with { Ingredients = ["permethrin"] } }, new RefillAsked("r1", "p1")), new("r1", "p1", Ask.Vet, Ask.Today), Refill(q => q.SeenInPerson()))).Refusal.Code);

    [Fact]
    public void A_refill_is_decided_once()
    {
        var law = Refill(q => q.StartedByVideo());
        var book = Book(Standing(), new RefillAsked("r1", "p1"), new RefillGranted("r1", "p1", Ask.Vet, Ask.Today));
        Assert.Equal("refill-decided", Assert.IsType<Decision.Refused>(PrescriptionRules.Grant(book, new("r1", "p1", Ask.Vet, Ask.Today), law)).Refusal.Code);
        Assert.Equal("refill-decided", Assert.IsType<Decision.Refused>(PrescriptionRules.Refuse(book, new("r1", "p1", Ask.Vet, "refused-by-vet", "no"))).Refusal.Code);
        Assert.Equal("not-found", Assert.IsType<Decision.Refused>(PrescriptionRules.Ask(book, new("r1", "p9"), law, Ask.Today)).Refusal.Code);
    }

    [Fact]
    public void Every_danger_and_every_dose_has_a_source_and_a_known_species()
    {
        Assert.InRange(Dangers.All.Count, 8, 500);
        Assert.All(Dangers.All, d => Assert.True(d.Sources.Concat([.. Dangers.Doses.SelectMany(x => x.Sources)]).All(s => Uri.TryCreate(s, UriKind.Absolute, out _)) && d.Why.Length > 20));
        Assert.All(Dangers.All.SelectMany(d => d.Species).Concat(Dangers.Doses.Select(d => d.Species)), s => Assert.Contains(s, VetVisits.Animals.Species.All));
        Assert.All(Dangers.All.SelectMany(d => d.Substances), s => Assert.Equal(s, s.ToLowerInvariant()));
    }
}
