using NodaTime;
using VetVisits.Animals;
using VetVisits.Triage;
using static VetVisits.Tests.Triage.Cases;

namespace VetVisits.Tests.Triage;

/// <summary>Cases as an owner would tell them and a vet would answer them.</summary>
public sealed class ScenarioTests
{
    [Fact]
    public void A_male_cat_that_strains_is_an_emergency() => Is(Level.Emergency, Male("cat").Reports("straining-no-urine"));

    [Fact]
    public void A_male_cat_that_strains_and_vomits_must_leave_this_minute() => Is(Level.Immediate, Male("cat").Reports("straining-no-urine", "vomiting-repeated"));

    [Fact]
    public void A_male_cat_that_squats_often_is_an_emergency_though_urine_comes() => Is(Level.Emergency, Male("cat").Reports("frequent-small-urine"));

    [Fact]
    public void A_female_cat_that_squats_often_is_seen_within_days() => Is(Level.Soon, Grown("cat").Reports("frequent-small-urine"));

    [Fact]
    public void A_cat_whose_sex_nobody_gave_counts_as_a_male_when_it_squats_often()
    {
        var verdict = (Grown("cat") with { Sex = Sex.Unknown }).Reports("frequent-small-urine");
        Is(Level.Emergency, verdict);
        Assert.Contains("not known", verdict.Reasons[0].Why[0], StringComparison.Ordinal);
        Assert.Contains(verdict.Unanswered, u => u.Fact == "sex");
    }

    [Fact]
    public void House_soiling_that_looks_like_behaviour_is_an_emergency_in_a_male_cat_that_squats() =>
        Is(Level.Emergency, Male("cat").Reports("behaviour-problem", "frequent-small-urine"));

    [Fact]
    public void A_Great_Dane_that_retches_in_vain_must_leave_this_minute() => Is(Level.Immediate, Grown("dog").OfBreed("Great Dane").Reports("unproductive-retching"));

    [Fact]
    public void A_cross_of_a_deep_chested_breed_counts_as_one() => Is(Level.Immediate, Grown("dog").OfBreed("labrador retriever x poodle").Reports("unproductive-retching"));

    [Fact]
    public void A_terrier_that_retches_in_vain_goes_to_a_clinic_now() => Is(Level.Emergency, Grown("dog").OfBreed("Cairn Terrier").Reports("unproductive-retching"));

    [Fact]
    public void Retching_with_a_swollen_belly_must_leave_this_minute_in_any_dog() => Is(Level.Immediate, Grown("dog").Reports("unproductive-retching", "swollen-abdomen"));

    [Theory]
    [InlineData(10, Level.Soon)]
    [InlineData(19.9, Level.Soon)]
    [InlineData(20, Level.UrgentSameDay)]
    [InlineData(39.9, Level.UrgentSameDay)]
    [InlineData(40, Level.Emergency)]
    [InlineData(60, Level.Immediate)]
    public void Chocolate_goes_by_the_dose(double mgPerKg, Level level) =>
        Is(level, Grown("dog").Reports("chocolate", new Facts { [NumberFact.TheobromineMgPerKg] = Bounds.Exactly(mgPerKg) }));

    [Fact]
    public void Chocolate_of_an_unknown_amount_stays_an_emergency() => Is(Level.Emergency, Grown("dog").Reports("chocolate"));

    [Fact]
    public void A_dose_that_may_be_small_or_large_is_not_taken_for_small() =>
        Is(Level.Emergency, Grown("dog").Reports("chocolate", new Facts { [NumberFact.TheobromineMgPerKg] = new(15, 53) }));

    [Fact]
    public void A_small_dose_with_tremors_is_no_small_matter()
    {
        var small = new Facts { [NumberFact.TheobromineMgPerKg] = Bounds.Exactly(5) };
        Is(Level.Immediate, Grown("dog").Reports(Vitals.None, ("chocolate", small), ("tremors-twitching", Facts.None)));
    }

    [Fact]
    public void A_rabbit_that_has_not_eaten_for_12_hours_is_an_emergency() => Is(Level.Emergency, Grown("rabbit").Reports("not-eating-rabbit", For(12)));

    [Fact]
    public void A_rabbit_that_missed_one_meal_is_seen_today() => Is(Level.UrgentSameDay, Grown("rabbit").Reports("not-eating-rabbit", For(4)));

    [Fact]
    public void A_guinea_pig_that_just_left_its_breakfast_is_seen_today() => Is(Level.UrgentSameDay, Grown("guinea-pig").Reports("not-eating-guinea-pig", For(3)));

    [Fact]
    public void A_guinea_pig_that_stopped_eating_nobody_knows_when_is_an_emergency() => Is(Level.Emergency, Grown("guinea-pig").Reports("not-eating-guinea-pig"));

    [Fact]
    public void A_mild_rash_in_a_bright_dog_waits_days_and_suits_video()
    {
        var verdict = Grown("dog").Reports("rash-itch-mild");
        Is(Level.Soon, verdict);
        Assert.True(verdict.TelemedicineSuitable);
        Assert.False(verdict.InPersonLikely);
        Assert.Equal("book", verdict.Next[0].Action);
    }

    [Fact]
    public void A_rash_of_three_weeks_in_a_bright_dog_is_routine() => Is(Level.Routine, Grown("dog").Reports("rash-itch-mild", For(21 * 24)));

    [Fact]
    public void A_rash_of_three_weeks_with_fever_is_seen_today() =>
        Is(Level.UrgentSameDay, Grown("dog").Reports(Vitals.None, ("rash-itch-mild", For(21 * 24)), ("fever", Facts.None)));

    [Fact]
    public void A_rash_with_a_swollen_face_is_an_emergency() => Is(Level.Emergency, Grown("dog").Reports("rash-itch-mild", "facial-swelling"));

    [Fact]
    public void A_cat_off_its_food_for_a_day_is_seen_today_and_after_three_days_now()
    {
        Is(Level.Soon, Grown("cat").Reports("not-eating-cat", For(10)));
        Is(Level.UrgentSameDay, Grown("cat").Reports("not-eating-cat", For(30)));
        Is(Level.Emergency, Grown("cat").Reports("not-eating-cat", For(72)));
    }

    [Fact]
    public void A_kitten_off_its_food_for_a_day_is_an_emergency() => Is(Level.Emergency, Grown("cat").Aged(Period.FromMonths(3)).Reports("not-eating-cat", For(24)));

    [Fact]
    public void A_puppy_with_one_mild_vomit_is_seen_today() => Is(Level.UrgentSameDay, Grown("dog").Aged(Period.FromMonths(3)).Reports("vomiting-mild"));

    [Fact]
    public void A_puppy_is_a_puppy_until_the_day_it_is_four_months_old()
    {
        Is(Level.UrgentSameDay, (Grown("dog") with { BirthDate = Today.PlusMonths(-4).PlusDays(1) }).Reports("cough-mild"));
        Is(Level.Soon, (Grown("dog") with { BirthDate = Today.PlusMonths(-4) }).Reports("cough-mild"));
    }

    [Fact]
    public void A_dog_of_unknown_age_counts_as_a_puppy() => Is(Level.UrgentSameDay, (Grown("dog") with { BirthDate = null }).Reports("vomiting-mild"));

    [Fact]
    public void An_unvaccinated_puppy_with_watery_diarrhoea_is_an_emergency()
    {
        var puppy = Grown("dog").Aged(Period.FromMonths(3));
        Is(Level.Emergency, puppy.Reports("diarrhea-severe", new Facts { [YesNoFact.Vaccinated] = false }));
        Is(Level.Emergency, puppy.Reports("diarrhea-severe", Facts.None));
        Is(Level.UrgentSameDay, puppy.Reports("diarrhea-severe", Vaccinated));
    }

    [Fact]
    public void A_first_day_of_soft_stool_in_a_grown_dog_is_watched_at_home()
    {
        var verdict = Grown("dog").Reports("diarrhea-mild", For(12));
        Is(Level.Routine, verdict);
        Assert.Equal("watch-at-home", verdict.Next[0].Action);
    }

    [Fact]
    public void A_rabbit_with_soft_stool_is_an_emergency_however_short_it_lasts() => Is(Level.Emergency, Grown("rabbit").Reports("diarrhea-mild", For(2)));

    [Fact]
    public void A_known_epileptic_with_one_fit_calls_within_days_and_with_two_does_not_wait()
    {
        var epileptic = Grown("dog").With("idiopathic epilepsy");
        Is(Level.Soon, epileptic.Reports("seizure-single-recovered", new Facts { [NumberFact.Count24h] = Bounds.Exactly(1) }));
        Is(Level.UrgentSameDay, epileptic.Reports("seizure-single-recovered", new Facts { [NumberFact.Count24h] = Bounds.Exactly(2) }));
        Is(Level.UrgentSameDay, epileptic.Reports("seizure-single-recovered"));
    }

    [Fact]
    public void Words_that_deny_a_condition_do_not_name_it() =>
        Is(Level.UrgentSameDay, Grown("dog").With("no epilepsy").Reports("seizure-single-recovered", new Facts { [NumberFact.Count24h] = Bounds.Exactly(1) }));

    [Fact]
    public void A_diabetic_with_a_fit_must_leave_this_minute() => Is(Level.Immediate, Grown("dog").With("Diabetes mellitus").Reports("seizure-single-recovered"));

    [Fact]
    public void A_diabetic_dog_that_left_two_meals_is_seen_today() => Is(Level.UrgentSameDay, Grown("dog").With("diabetes").Reports("not-eating-dog", For(8)));

    [Fact]
    public void A_pug_that_pants_in_the_heat_is_an_emergency() => Is(Level.Emergency, Grown("dog").OfBreed("Pug").Reports("heat-panting"));

    [Fact]
    public void A_measured_41_degrees_in_the_heat_must_leave_this_minute() =>
        Is(Level.Immediate, Grown("dog").Reports(new Vitals { [Vital.Temperature] = 41 }, "heat-panting"));

    [Fact]
    public void Colic_in_a_horse_with_a_pulse_of_64_must_leave_this_minute() =>
        Is(Level.Immediate, Grown("horse").Reports(new Vitals { [Vital.HeartRate] = 64 }, "horse-colic"));

    [Fact]
    public void A_cat_bite_to_a_bird_is_an_emergency_without_any_wound() => Is(Level.Emergency, Grown("bird").Reports("bird-cat-contact"));

    [Fact]
    public void A_bite_in_the_neck_must_leave_and_a_puncture_of_the_leg_is_seen_today()
    {
        Is(Level.Immediate, Grown("dog").Reports("bite-wound", Place("neck")));
        Is(Level.UrgentSameDay, Grown("dog").Reports("bite-wound", Place("leg-small-puncture")));
        Is(Level.Emergency, Grown("dog").Reports("bite-wound"));
        Is(Level.Immediate, Grown("dog").Reports("bite-wound", Place("leg-small-puncture", "neck")));
        Is(Level.Emergency, Grown("dog").Reports("bite-wound", Place("leg-small-puncture", "tail")));
    }

    [Fact]
    public void Lilies_are_an_emergency_for_a_cat_that_looks_well() => Is(Level.Emergency, Grown("cat").Reports("lily-cat"));

    [Fact]
    public void Paracetamol_must_leave_this_minute_in_a_cat() => Is(Level.Immediate, Grown("cat").Reports("paracetamol"));

    [Fact]
    public void Belly_pain_never_goes_to_video()
    {
        var verdict = Grown("dog").Reports("abdominal-pain");
        Is(Level.UrgentSameDay, verdict);
        Assert.False(verdict.TelemedicineSuitable);
        Assert.Equal(["go-in-person", "book"], verdict.Next.Select(n => n.Action));
        Assert.Equal(["teletriage"], verdict.Next[1].Services!);
    }

    [Fact]
    public void One_sign_that_needs_hands_takes_the_whole_case_off_video()
    {
        var verdict = Grown("dog").Reports("lump-new", "rash-itch-mild");
        Is(Level.Soon, verdict);
        Assert.False(verdict.TelemedicineSuitable);
        Assert.True(verdict.InPersonLikely);
    }

    [Fact]
    public void A_mild_cough_suits_video_and_says_that_hands_will_probably_follow()
    {
        var verdict = Grown("dog").Reports("cough-mild");
        Assert.True(verdict.TelemedicineSuitable);
        Assert.True(verdict.InPersonLikely);
    }

    [Fact]
    public void An_emergency_leads_with_going_and_offers_nothing_to_book()
    {
        var verdict = Grown("dog").Reports("snake-bite", "rash-itch-mild");
        var only = Assert.Single(verdict.Next);
        Assert.Equal("go-in-person", only.Action);
        Assert.NotEmpty(only.OnTheWay!);
        Assert.Null(only.Services);
    }

    [Fact]
    public void A_sign_that_is_none_of_the_species_is_seen_today_at_least()
    {
        Is(Level.UrgentSameDay, Grown("bird").Reports("fleas"));
        Is(Level.Emergency, Grown("bird").Reports("grapes-raisins"));
    }

    [Fact]
    public void A_bitch_in_milk_that_trembles_is_an_emergency() => Is(Level.Emergency, Grown("dog").Reports("eclampsia-nursing"));

    [Fact]
    public void A_sting_that_makes_a_dog_collapse_without_a_swollen_face_must_leave_this_minute() => Is(Level.Immediate, Grown("dog").Reports("allergic-collapse"));

    [Fact]
    public void A_tick_alone_waits_and_a_tick_with_wobbly_legs_does_not()
    {
        Is(Level.Soon, Grown("dog").Reports("tick-attached"));
        Is(Level.Emergency, Grown("dog").Reports("tick-attached", "staggering"));
    }

    [Fact]
    public void A_diabetic_low_reading_of_70_without_signs_is_seen_today_but_not_with_wobbling()
    {
        var low = new Vitals { [Vital.Glucose] = 70 };
        Is(Level.UrgentSameDay, Grown("cat").With("diabetes").Reports(low, "diabetic-low-sugar"));
        Is(Level.Immediate, Grown("cat").With("diabetes").Reports(low, ("diabetic-low-sugar", Facts.None), ("staggering", Facts.None)));
    }

    private static Facts Place(params string[] places) => new() { [WordFact.Location] = places };

    private static void Is(Level level, Verdict verdict) => Assert.Equal(level, verdict.Level);
}
