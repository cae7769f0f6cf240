using VetVisits.Vcpr;

namespace VetVisits.Tests.Vcpr;

/// <summary>What statutes and regulators say, as scenarios: each names the page it stands on, and a test sees to it that the data cites that page too.</summary>
public static class StatuteScenarios
{
    public static IReadOnlyList<Scenario> ByHand { get; } =
    [
        // Arizona: A.R.S. 32-2240.03, enacted by SB 1053 (2023)
        new("Arizona_lets_a_real_time_video_examination_begin_the_relationship", "US-AZ",
            "https://www.lawserver.com/law/state/arizona/az-laws/arizona_laws_32-2240-03",
            () => Ask.About("US-AZ"),
            a => Assert.True(a.StartsVcpr)),
        new("Arizona_wants_real_time_audio_and_video_not_a_call", "US-AZ",
            "https://www.lawserver.com/law/state/arizona/az-laws/arizona_laws_32-2240-03",
            () => Ask.About("US-AZ").By(Channel.Phone),
            a => Assert.Equal("start-must-be-video", a.Refusal().Code)),
        new("Arizona_caps_the_first_supply_at_14_days", "US-AZ",
            "https://www.lawserver.com/law/state/arizona/az-laws/arizona_laws_32-2240-03",
            () => Ask.About("US-AZ"),
            a => Assert.Equal(14, a.Prescribing.InitialMaxDays)),
        new("Arizona_allows_one_renewal_of_14_days_and_28_in_all", "US-AZ",
            "https://www.lawserver.com/law/state/arizona/az-laws/arizona_laws_32-2240-03",
            () => Ask.About("US-AZ"),
            a => Assert.Equal((1, 14, 28), (a.Prescribing.Renewals!.Value, a.Prescribing.RenewalMaxDays!.Value, a.Prescribing.TotalMaxDays!.Value))),
        new("Arizona_bars_controlled_substances_on_video_alone", "US-AZ",
            "https://www.lawserver.com/law/state/arizona/az-laws/arizona_laws_32-2240-03",
            () => Ask.About("US-AZ"),
            a => Assert.False(a.Prescribing.Controlled)),
        new("Arizona_allows_controlled_substances_after_an_examination_in_person", "US-AZ",
            "https://www.lawserver.com/law/state/arizona/az-laws/arizona_laws_32-2240-03",
            () => Ask.About("US-AZ").SeenInPerson(),
            a => Assert.True(a.Prescribing.Controlled)),
        new("Arizona_keeps_commercial_food_animals_to_examinations_in_person", "US-AZ",
            "https://www.lawserver.com/law/state/arizona/az-laws/arizona_laws_32-2240-03",
            () => Ask.About("US-AZ").Kept(AnimalUse.FoodProduction),
            a => Assert.Equal("vcpr-required", a.Refusal().Code)),
        new("Arizona_asks_for_consent_and_a_second_contact_channel", "US-AZ",
            "https://www.lawserver.com/law/state/arizona/az-laws/arizona_laws_32-2240-03",
            () => Ask.About("US-AZ"),
            a => Assert.Superset(new HashSet<string> { "consent-recorded", "second-contact-channel", "in-person-follow-up-named", "federal-limits-told" }, a.First.Select(f => f.What).ToHashSet())),
        new("Arizona_wants_an_Arizona_licence", "US-AZ",
            "https://www.lawserver.com/law/state/arizona/az-laws/arizona_laws_32-2240-03",
            () => Ask.About("US-AZ") with { Vet = new(Ask.Vet, [new("US-CA")]) },
            a => Assert.Equal("not-licensed", a.Refusal().Code)),
        new("Arizona_had_no_electronic_start_the_day_before_its_act", "US-AZ",
            "https://www.lawserver.com/law/state/arizona/az-laws/arizona_laws_32-2240-03",
            () => Ask.About("US-AZ") with { On = new(2023, 10, 29) },
            a => Assert.Equal((LawKnown.NotInForce, false), (a.Law, a.Allowed))),
        new("Arizona_has_an_electronic_start_from_30_October_2023", "US-AZ",
            "https://www.lawserver.com/law/state/arizona/az-laws/arizona_laws_32-2240-03",
            () => Ask.About("US-AZ") with { On = new(2023, 10, 30) },
            a => Assert.True(a.StartsVcpr)),
        new("Arizona_a_relationship_begun_by_video_goes_on", "US-AZ",
            "https://www.lawserver.com/law/state/arizona/az-laws/arizona_laws_32-2240-03",
            () => Ask.About("US-AZ").StartedByVideo(2),
            a => Assert.Equal(CameAbout.SynchronousVideo, a.Relationship.How)),

        // California: Cal. Bus. & Prof. Code 4826.6, enacted by AB 1399 (Stats. 2023 ch. 475)
        new("California_lets_live_video_begin_the_relationship", "US-CA",
            "https://casetext.com/statute/california-codes/california-business-and-professions-code/division-2-healing-arts/chapter-11-veterinary-medicine/article-2-practice-provisions/section-48266-veterinarian-client-patient-relationship-required",
            () => Ask.About("US-CA"),
            a => Assert.True(a.StartsVcpr)),
        new("California_wants_the_animal_located_at_the_time_of_service", "US-CA",
            "https://casetext.com/statute/california-codes/california-business-and-professions-code/division-2-healing-arts/chapter-11-veterinary-medicine/article-2-practice-provisions/section-48266-veterinarian-client-patient-relationship-required",
            () => Ask.About("US-CA"),
            a => Assert.Contains(a.First, f => f.What == "location-confirmed")),
        new("California_wants_consent_to_telehealth_recorded", "US-CA",
            "https://casetext.com/statute/california-codes/california-business-and-professions-code/division-2-healing-arts/chapter-11-veterinary-medicine/article-2-practice-provisions/section-48266-veterinarian-client-patient-relationship-required",
            () => Ask.About("US-CA") with { ConsentOn = Ask.Today },
            a => Assert.True(a.First.Single(f => f.What == "consent-recorded").Done)),
        new("California_limits_antimicrobials_to_14_days_on_video_alone", "US-CA",
            "https://casetext.com/statute/california-codes/california-business-and-professions-code/division-2-healing-arts/chapter-11-veterinary-medicine/article-2-practice-provisions/section-48266-veterinarian-client-patient-relationship-required",
            () => Ask.About("US-CA"),
            a => Assert.Equal(14, a.Prescribing.AntimicrobialMaxDays)),
        new("California_bars_controlled_substances_on_video_alone", "US-CA",
            "https://casetext.com/statute/california-codes/california-business-and-professions-code/division-2-healing-arts/chapter-11-veterinary-medicine/article-2-practice-provisions/section-48266-veterinarian-client-patient-relationship-required",
            () => Ask.About("US-CA"),
            a => Assert.False(a.Prescribing.Controlled)),
        new("California_a_prescription_on_video_alone_runs_six_months_at_most", "US-CA",
            "https://casetext.com/statute/california-codes/california-business-and-professions-code/division-2-healing-arts/chapter-11-veterinary-medicine/article-2-practice-provisions/section-48266-veterinarian-client-patient-relationship-required",
            () => Ask.About("US-CA"),
            a => Assert.Equal(6, a.Prescribing.MaxDurationMonths)),
        new("California_a_video_relationship_is_renewed_after_six_months", "US-CA",
            "https://casetext.com/statute/california-codes/california-business-and-professions-code/division-2-healing-arts/chapter-11-veterinary-medicine/article-2-practice-provisions/section-48266-veterinarian-client-patient-relationship-required",
            () => Ask.About("US-CA").StartedByVideo(7),
            a => Assert.False(a.Relationship.Exists)),
        new("California_later_telehealth_need_not_be_video", "US-CA",
            "https://casetext.com/statute/california-codes/california-business-and-professions-code/division-2-healing-arts/chapter-11-veterinary-medicine/article-2-practice-provisions/section-48266-veterinarian-client-patient-relationship-required",
            () => Ask.About("US-CA").StartedByVideo(1).By(Channel.Phone),
            a => Assert.True(a.Allowed)),
        new("California_before_2024_had_no_electronic_start", "US-CA",
            "https://casetext.com/statute/california-codes/california-business-and-professions-code/division-2-healing-arts/chapter-11-veterinary-medicine/article-2-practice-provisions/section-48266-veterinarian-client-patient-relationship-required",
            () => Ask.About("US-CA") with { On = new(2023, 12, 31) },
            a => Assert.Equal("vcpr-required", a.Refusal().Code)),
        new("California_since_2024_has_one", "US-CA",
            "https://casetext.com/statute/california-codes/california-business-and-professions-code/division-2-healing-arts/chapter-11-veterinary-medicine/article-2-practice-provisions/section-48266-veterinarian-client-patient-relationship-required",
            () => Ask.About("US-CA") with { On = new(2024, 1, 1) },
            a => Assert.True(a.StartsVcpr)),
        new("California_wants_a_California_licence", "US-CA",
            "https://casetext.com/statute/california-codes/california-business-and-professions-code/division-2-healing-arts/chapter-11-veterinary-medicine/article-2-practice-provisions/section-48266-veterinarian-client-patient-relationship-required",
            () => Ask.About("US-CA") with { Vet = new(Ask.Vet, []) },
            a => Assert.Equal("not-licensed", a.Refusal().Code)),

        // Ohio: Ohio Rev. Code 4741.04 and 4741.041, enacted by HB 96 (2025 operating budget; text from SB 60)
        new("Ohio_lets_an_examination_in_real_time_begin_the_relationship", "US-OH",
            "https://www.ohiovma.org/news/?p=7375",
            () => Ask.About("US-OH"),
            a => Assert.True(a.StartsVcpr)),
        new("Ohio_joined_on_30_September_2025_and_not_before", "US-OH",
            "https://www.ohiovma.org/news/?p=7375",
            () => Ask.About("US-OH") with { On = new(2025, 9, 29) },
            a => Assert.Equal("vcpr-required", a.Refusal().Code)),
        new("Ohio_gives_14_days_and_one_refill_of_14", "US-OH",
            "https://www.ohiovma.org/news/?p=7375",
            () => Ask.About("US-OH"),
            a => Assert.Equal((14, 1, 28), (a.Prescribing.InitialMaxDays!.Value, a.Prescribing.Renewals!.Value, a.Prescribing.TotalMaxDays!.Value))),
        new("Ohio_sees_livestock_in_person_first", "US-OH",
            "https://www.ohiovma.org/news/?p=7375",
            () => Ask.About("US-OH").Kept(AnimalUse.FoodProduction),
            a => Assert.Equal("vcpr-required", a.Refusal().Code)),
        new("Ohio_does_not_guess_what_a_rabbit_is_kept_for", "US-OH",
            "https://www.ohiovma.org/news/?p=7375",
            () => Ask.About("US-OH", species: "rabbit"),
            a => Assert.Contains(a.Reasons, r => r.Code == "animal-use-unknown")),
        new("Ohio_takes_a_companion_rabbit", "US-OH",
            "https://www.ohiovma.org/news/?p=7375",
            () => Ask.About("US-OH", species: "rabbit").Kept(AnimalUse.Companion),
            a => Assert.True(a.StartsVcpr)),
        new("Ohio_asks_for_consent_name_and_a_second_channel", "US-OH",
            "https://www.ohiovma.org/news/?p=7375",
            () => Ask.About("US-OH"),
            a => Assert.Superset(new HashSet<string> { "consent-recorded", "licence-shown", "second-contact-channel" }, a.First.Select(f => f.What).ToHashSet())),

        // Florida: Fla. Stat. 474.2021 (Providing Equity in Telehealth Services Act), enacted by HB 849 (2024)
        new("Florida_lets_live_video_begin_the_relationship", "US-FL",
            "https://lawserver.com/law/state/florida/regulations/florida_statutes_474-2021",
            () => Ask.About("US-FL"),
            a => Assert.True(a.StartsVcpr)),
        new("Florida_does_not_count_a_call", "US-FL",
            "https://lawserver.com/law/state/florida/regulations/florida_statutes_474-2021",
            () => Ask.About("US-FL").By(Channel.Phone),
            a => Assert.Equal("start-must-be-video", a.Refusal().Code)),
        new("Florida_does_not_count_texts_and_questionnaires", "US-FL",
            "https://lawserver.com/law/state/florida/regulations/florida_statutes_474-2021",
            () => Ask.About("US-FL").By(Channel.Messages),
            a => Assert.Equal("start-must-be-video", a.Refusal().Code)),
        new("Florida_is_held_to_14_days_until_its_section_is_read", "US-FL",
            "https://lawserver.com/law/state/florida/regulations/florida_statutes_474-2021",
            () => Ask.About("US-FL"),
            a => Assert.Equal((14, 0, 14), (a.Prescribing.InitialMaxDays!.Value, a.Prescribing.Renewals!.Value, a.Prescribing.TotalMaxDays!.Value))),
        new("Florida_shows_its_day_limits_as_not_seen", "US-FL",
            "https://lawserver.com/law/state/florida/regulations/florida_statutes_474-2021",
            () => Ask.About("US-FL"),
            a => Assert.False(a.Prescribing.Limits.Single(l => l.Code == "initial-days").Citation.Verified)),
        new("Florida_starts_in_July_2024", "US-FL",
            "https://lawserver.com/law/state/florida/regulations/florida_statutes_474-2021",
            () => Ask.About("US-FL") with { On = new(2024, 6, 30) },
            a => Assert.Equal("vcpr-required", a.Refusal().Code)),
        new("Florida_prescribes_nothing_for_a_racing_horse_by_video", "US-FL",
            "https://lawserver.com/law/state/florida/regulations/florida_statutes_474-2021",
            () => Ask.About("US-FL", species: "horse").Kept(AnimalUse.Racing).StartedByVideo(),
            a => Assert.False(a.Prescribing.Allowed)),
        new("Florida_prescribes_for_a_riding_horse_by_video", "US-FL",
            "https://lawserver.com/law/state/florida/regulations/florida_statutes_474-2021",
            () => Ask.About("US-FL", species: "horse").Kept(AnimalUse.Companion).StartedByVideo(),
            a => Assert.DoesNotContain(a.Prescribing.Limits, l => l.Code is "racing-barred" or "animal-use-unknown")),

        // New Jersey: N.J.A.C. 13:44-4A (telemedicine rules, proposed 17 June 2019) and 13:44-4.1(b)(1); P.L. 2017 c.117 (N.J.S.A. 45:1-62)
        new("New_Jersey_does_not_say_since_when_so_nothing_opens", "US-NJ",
            "https://www.billtrack50.com/billdetail/1892230",
            () => Ask.About("US-NJ"),
            a => Assert.Equal((LawKnown.Undated, "vcpr-required"), (a.Law, a.Refusal().Code))),
        new("New_Jersey_after_an_examination_in_person_goes_on_at_a_distance", "US-NJ",
            "https://www.billtrack50.com/billdetail/1892230",
            () => Ask.About("US-NJ").SeenInPerson(3),
            a => Assert.True(a.Allowed)),

        // United Kingdom: RCVS 'under care' guidance (anti-parasitic part from 12 January 2024)
        new("The_United_Kingdom_names_no_channel_and_we_hold_to_video", "GB",
            "https://rcvs.org.uk/setting-standards/advice-and-guidance/under-care-new-guidance",
            () => Ask.About("GB"),
            a => Assert.True(a.StartsVcpr)),
        new("The_United_Kingdom_by_phone_is_refused_by_a_house_rule", "GB",
            "https://rcvs.org.uk/setting-standards/advice-and-guidance/under-care-new-guidance",
            () => Ask.About("GB").By(Channel.Phone),
            a => Assert.Equal(CitationKind.HouseRule, a.For("telemedicine").No!.Citation.Kind)),
        new("The_United_Kingdom_gives_no_antimicrobials_without_hands", "GB",
            "https://rcvs.org.uk/setting-standards/advice-and-guidance/under-care-new-guidance",
            () => Ask.About("GB"),
            a => Assert.Equal(0, a.Prescribing.AntimicrobialMaxDays)),
        new("The_United_Kingdom_gives_no_controlled_drugs_without_hands", "GB",
            "https://rcvs.org.uk/setting-standards/advice-and-guidance/under-care-new-guidance",
            () => Ask.About("GB"),
            a => Assert.False(a.Prescribing.Controlled)),
        new("The_United_Kingdom_leaves_other_medicines_to_the_vet", "GB",
            "https://rcvs.org.uk/setting-standards/advice-and-guidance/under-care-new-guidance",
            () => Ask.About("GB"),
            a => Assert.Equal((true, null), (a.Prescribing.Allowed, a.Prescribing.InitialMaxDays))),
        new("The_United_Kingdom_wants_follow_up_in_person_arranged", "GB",
            "https://rcvs.org.uk/setting-standards/advice-and-guidance/under-care-new-guidance",
            () => Ask.About("GB"),
            a => Assert.Contains(a.First, f => f.What == "in-person-follow-up-named" && f.Citation!.Kind == CitationKind.Law)),
        new("England_stands_under_the_row_of_the_United_Kingdom", "GB",
            "https://rcvs.org.uk/setting-standards/advice-and-guidance/under-care-new-guidance",
            () => Ask.About("GB-ENG"),
            a => Assert.True(a.StartsVcpr)),
        new("The_United_Kingdom_is_not_under_the_federal_rule_of_the_United_States", "GB",
            "https://rcvs.org.uk/setting-standards/advice-and-guidance/under-care-new-guidance",
            () => Ask.About("GB"),
            a => Assert.DoesNotContain(a.Prescribing.Limits, l => l.Citation.Kind == CitationKind.Federal)),

        // Ontario (Canada): CVO Professional Practice Standard: Telemedicine (2016, revised 2017 and 2022)
        new("Ontario_lets_telemedicine_begin_the_relationship", "CA-ON",
            "https://cvo.org/About-CVO/News/College-Council-sets-standard-on-telemedicine.aspx",
            () => Ask.About("CA-ON"),
            a => Assert.True(a.StartsVcpr)),
        new("Ontario_prescribes_nothing_on_telemedicine_alone", "CA-ON",
            "https://cvo.org/About-CVO/News/College-Council-sets-standard-on-telemedicine.aspx",
            () => Ask.About("CA-ON"),
            a => Assert.False(a.Prescribing.Allowed)),
        new("Ontario_wants_its_licence_for_triage_too", "CA-ON",
            "https://cvo.org/About-CVO/News/College-Council-sets-standard-on-telemedicine.aspx",
            () => Ask.About("CA-ON", ServiceIds.Teletriage) with { Vet = new(Ask.Vet, []) },
            a => Assert.Equal("not-licensed", a.Refusal().Code)),

        // Quebec (Canada): OMVQ board decision of 6 February 2024 ending the prior in-person requirement; Guide de la télémédecine vétérinaire
        new("Quebec_ended_the_examination_in_person_in_February_2024", "CA-QC",
            "https://zonemembre.omvq.qc.ca/boite-a-outils/centre-de-documentation/guide/guide-d-application-de-la-telemedecine",
            () => Ask.About("CA-QC") with { On = new(2024, 2, 6) },
            a => Assert.True(a.StartsVcpr)),
        new("Quebec_the_day_before_wanted_hands", "CA-QC",
            "https://zonemembre.omvq.qc.ca/boite-a-outils/centre-de-documentation/guide/guide-d-application-de-la-telemedecine",
            () => Ask.About("CA-QC") with { On = new(2024, 2, 5) },
            a => Assert.Equal("vcpr-required", a.Refusal().Code)),
        new("Quebec_prescribes_nothing_until_its_limits_are_read", "CA-QC",
            "https://zonemembre.omvq.qc.ca/boite-a-outils/centre-de-documentation/guide/guide-d-application-de-la-telemedecine",
            () => Ask.About("CA-QC"),
            a => Assert.False(a.Prescribing.Allowed)),

        // British Columbia (Canada): CVBC telemedicine standard and guideline
        new("British_Columbia_opens_only_in_exceptional_circumstances_so_not_here", "CA-BC",
            "https://www.cvbc.ca/telemedicine-how-does-a-practice-navigate-in-this-ever-changing-environment-part-1/",
            () => Ask.About("CA-BC"),
            a => Assert.Contains(a.Reasons, r => r.Code == "electronic-start-conditional")),

        // Washington: ESHB 2247, Laws of 2026 ch. 202 (amends RCW 18.92); earlier board rule WAC 246-933-200
        new("Washington_wants_a_physical_examination_within_the_year", "US-WA",
            "https://lawfilesext.leg.wa.gov/biennium/2025-26/Htm/Bill%20Reports/House/2247-S.E%20HBR%20FBR%2026.htm",
            () => Ask.About("US-WA").SeenInPerson(13),
            a => Assert.Equal("vcpr-required", a.Refusal().Code)),
        new("Washington_after_one_goes_on_at_a_distance", "US-WA",
            "https://lawfilesext.leg.wa.gov/biennium/2025-26/Htm/Bill%20Reports/House/2247-S.E%20HBR%20FBR%2026.htm",
            () => Ask.About("US-WA").SeenInPerson(11),
            a => Assert.True(a.Allowed)),
        new("Washington_lets_colleagues_of_the_same_premises_stand_on_it", "US-WA",
            "https://lawfilesext.leg.wa.gov/biennium/2025-26/Htm/Bill%20Reports/House/2247-S.E%20HBR%20FBR%2026.htm",
            () => Ask.About("US-WA").SeenInPerson(1, vet: "vet-2", samePractice: true),
            a => Assert.True(a.Allowed)),
        new("Washington_s_exceptions_were_not_read_and_stay_closed", "US-WA",
            "https://lawfilesext.leg.wa.gov/biennium/2025-26/Htm/Bill%20Reports/House/2247-S.E%20HBR%20FBR%2026.htm",
            () => Ask.About("US-WA"),
            a => Assert.Equal("vcpr-required", a.Refusal().Code)),

        // Colorado: C.R.S. 12-315-104(19), HB24-1048 (2024)
        new("Colorado_starts_in_person", "US-CO",
            "https://open.pluralpolicy.com/co/bills/2024A/HB24-1048",
            () => Ask.About("US-CO"),
            a => Assert.Equal("vcpr-required", a.Refusal().Code)),

        // Georgia: O.C.G.A. 43-50-3; Ga. Rule 700-8-.01(d); SB 105 (2025)
        new("Georgia_starts_in_person", "US-GA",
            "https://gvma.net/2018/08/10/medical-minute-with-dr-wendy-tele-what/",
            () => Ask.About("US-GA"),
            a => Assert.Equal("vcpr-required", a.Refusal().Code)),

        // Hawaii: HRS 471-2.5
        new("Hawaii_starts_in_person", "US-HI",
            "https://www.capitol.hawaii.gov/hrscurrent/Vol10_Ch0436-0474/HRS0471/HRS_0471-0002_0005.htm",
            () => Ask.About("US-HI"),
            a => Assert.Equal("vcpr-required", a.Refusal().Code)),

        // Illinois: 225 ILCS 115/3, 115/4.5 and 115/5
        new("Illinois_starts_in_person", "US-IL",
            "https://d1tvxue8o4w0fl.cloudfront.net/statute/illinois-compiled-statutes/regulation/chapter-225-professions-and-occupations/subchapter-health/act-115-veterinary-medicine-and-surgery-practice-act-of-1994/section-225-ilcs-11545-section-scheduled-to-be-repealed-112029-telemedicine",
            () => Ask.About("US-IL"),
            a => Assert.Equal("vcpr-required", a.Refusal().Code)),

        // Kentucky: KRS 321.185 and 321.186
        new("Kentucky_starts_in_person", "US-KY",
            "https://lawserver.com/law/state/kentucky/ks-statutes/kentucky_statutes_321-185",
            () => Ask.About("US-KY"),
            a => Assert.Equal("vcpr-required", a.Refusal().Code)),

        // North Carolina: 21 NCAC 66 .0211; N.C.G.S. 90-181(7a)
        new("North_Carolina_starts_in_person", "US-NC",
            "https://furfamilyvs.com/resources-and-legal",
            () => Ask.About("US-NC"),
            a => Assert.Equal("vcpr-required", a.Refusal().Code)),

        // New Mexico: 16.25.9.8 NMAC
        new("New_Mexico_starts_in_person", "US-NM",
            "https://casetext.com/regulation/new-mexico-administrative-code/title-16-occupational-and-professional-licensing/chapter-25-veterinary-medicine-practitioners/part-9-minimum-standards/section-162598-general-standards",
            () => Ask.About("US-NM"),
            a => Assert.Equal("vcpr-required", a.Refusal().Code)),

        // Nevada: NRS 638.1521 (and 638.014, definition of veterinary telemedicine)
        new("Nevada_starts_in_person", "US-NV",
            "https://self-law.org/code/nv/chapter-638-veterinary-medicine-euthanasia-technicians/638-1521",
            () => Ask.About("US-NV"),
            a => Assert.Equal("vcpr-required", a.Refusal().Code)),

        // Oregon: OAR 875-015-0035 (definition in 875-005-0005)
        new("Oregon_starts_in_person", "US-OR",
            "https://oregon.public.law/rules/oar_875-015-0035",
            () => Ask.About("US-OR"),
            a => Assert.Equal("vcpr-required", a.Refusal().Code)),

        // Texas: Tex. Occ. Code 801.351(c)
        new("Texas_starts_in_person", "US-TX",
            "https://codes.findlaw.com/tx/occupations-code/occ-sect-801-351/",
            () => Ask.About("US-TX"),
            a => Assert.Equal("vcpr-required", a.Refusal().Code)),

        // Utah: Utah Code 58-28-604
        new("Utah_starts_in_person", "US-UT",
            "https://le.utah.gov/~2024/bills/hbillint/HB0145.htm",
            () => Ask.About("US-UT"),
            a => Assert.Equal("vcpr-required", a.Refusal().Code)),

        // Wisconsin: Wis. Admin. Code VE 1.50 (CR 21-062); Wis. Stat. 89.02(8)
        new("Wisconsin_starts_in_person", "US-WI",
            "https://docs-preview.legis.wisconsin.gov/code/register/2022/799b/register/final/cr_21_062_rule_text/cr_21_062_rule_text/_90?up=1",
            () => Ask.About("US-WI"),
            a => Assert.Equal("vcpr-required", a.Refusal().Code)),

        // Michigan: Mich. Admin. Code R 338.4901a
        new("Michigan_starts_in_person", "US-MI",
            "https://casetext.com/regulation/michigan-administrative-code/department-licensing-and-regulatory-affairs/bureau-of-professional-licensing/board-of-veterinary-medicine/board-of-veterinary-medicine-general-rules/part-1-general-provisions/section-r-3384901a-telehealth-services",
            () => Ask.About("US-MI"),
            a => Assert.Equal("vcpr-required", a.Refusal().Code)),

        // Georgia: O.C.G.A. 43-50-3; Ga. Rule 700-8-.01(d); SB 105 (2025)
        new("Georgia_counts_an_examination_for_a_year", "US-GA",
            "https://gvma.net/2018/08/10/medical-minute-with-dr-wendy-tele-what/",
            () => Ask.About("US-GA").SeenInPerson(12),
            a => Assert.Equal("vcpr-required", a.Refusal().Code)),
        new("Georgia_within_the_year_goes_on", "US-GA",
            "https://gvma.net/2018/08/10/medical-minute-with-dr-wendy-tele-what/",
            () => Ask.About("US-GA").SeenInPerson(11),
            a => Assert.Equal(ServiceBasis.ExistingVcpr, a.For("telemedicine").Basis)),
        new("Georgia_needs_no_relationship_for_teletriage", "US-GA",
            "https://gvma.net/2018/08/10/medical-minute-with-dr-wendy-tele-what/",
            () => Ask.About("US-GA", ServiceIds.Teletriage),
            a => Assert.True(a.Allowed)),
        new("Georgia_extends_it_to_vets_of_the_same_facility", "US-GA",
            "https://gvma.net/2018/08/10/medical-minute-with-dr-wendy-tele-what/",
            () => Ask.About("US-GA").SeenInPerson(1, vet: "vet-2", samePractice: true),
            a => Assert.True(a.Allowed)),

        // Hawaii: HRS 471-2.5
        new("Hawaii_allows_advice_and_triage_without_a_relationship", "US-HI",
            "https://www.capitol.hawaii.gov/hrscurrent/Vol10_Ch0436-0474/HRS0471/HRS_0471-0002_0005.htm",
            () => Ask.About("US-HI", ServiceIds.Teleadvice),
            a => Assert.True(a.Allowed && a.For("teletriage").Allowed)),
        new("Hawaii_wants_the_licence_shown", "US-HI",
            "https://www.capitol.hawaii.gov/hrscurrent/Vol10_Ch0436-0474/HRS0471/HRS_0471-0002_0005.htm",
            () => Ask.About("US-HI").SeenInPerson(),
            a => Assert.Contains(a.First, f => f.What == "licence-shown")),

        // Illinois: 225 ILCS 115/3, 115/4.5 and 115/5
        new("Illinois_wants_the_contact_of_the_person_shown", "US-IL",
            "https://d1tvxue8o4w0fl.cloudfront.net/statute/illinois-compiled-statutes/regulation/chapter-225-professions-and-occupations/subchapter-health/act-115-veterinary-medicine-and-surgery-practice-act-of-1994/section-225-ilcs-11545-section-scheduled-to-be-repealed-112029-telemedicine",
            () => Ask.About("US-IL").SeenInPerson(),
            a => Assert.Contains(a.First, f => f.What == "licence-shown")),

        // Kentucky: KRS 321.185 and 321.186
        new("Kentucky_counts_an_examination_for_12_months", "US-KY",
            "https://lawserver.com/law/state/kentucky/ks-statutes/kentucky_statutes_321-185",
            () => Ask.About("US-KY").SeenInPerson(12),
            a => Assert.Equal("vcpr-required", a.Refusal().Code)),
        new("Kentucky_extends_it_to_colleagues_of_the_facility", "US-KY",
            "https://lawserver.com/law/state/kentucky/ks-statutes/kentucky_statutes_321-185",
            () => Ask.About("US-KY").SeenInPerson(1, vet: "vet-2", samePractice: true),
            a => Assert.True(a.Allowed)),

        // Texas: Tex. Occ. Code 801.351(c)
        new("Texas_does_not_extend_it_to_colleagues_as_far_as_read", "US-TX",
            "https://codes.findlaw.com/tx/occupations-code/occ-sect-801-351/",
            () => Ask.About("US-TX").SeenInPerson(1, vet: "vet-2", samePractice: true),
            a => Assert.Equal("vcpr-required", a.Refusal().Code)),

        // Colorado: C.R.S. 12-315-104(19), HB24-1048 (2024)
        new("Colorado_lets_a_specialist_work_under_the_referring_vet", "US-CO",
            "https://open.pluralpolicy.com/co/bills/2024A/HB24-1048",
            () => Ask.About("US-CO").SeenInPerson(1, vet: "vet-2") with { Vet = new(Ask.Vet, [new("US-CO")], "vet-2") },
            a => Assert.Equal(ServiceBasis.ReferringVetsVcpr, a.For("telemedicine").Basis)),

        // Wisconsin: Wis. Admin. Code VE 1.50 (CR 21-062); Wis. Stat. 89.02(8)
        new("Wisconsin_lets_relief_vets_who_read_the_record_stand_on_it", "US-WI",
            "https://docs-preview.legis.wisconsin.gov/code/register/2022/799b/register/final/cr_21_062_rule_text/cr_21_062_rule_text/_90?up=1",
            () => Ask.About("US-WI").SeenInPerson(1, vet: "vet-2", samePractice: true),
            a => Assert.True(a.Allowed)),

        // Oregon: OAR 875-015-0035 (definition in 875-005-0005)
        new("Oregon_counts_12_months_and_says_that_the_figure_was_not_seen", "US-OR",
            "https://oregon.public.law/rules/oar_875-015-0035",
            () => Ask.About("US-OR").SeenInPerson(1),
            a => Assert.False(a.Reasons.Single(r => r.Code == "in-person-recency").Citation.Verified)),

        // Utah: Utah Code 58-28-604
        new("Utah_is_silent_on_continuing_so_only_the_same_complaint", "US-UT",
            "https://le.utah.gov/~2024/bills/hbillint/HB0145.htm",
            () => Ask.About("US-UT").SeenInPerson(1, "itch"),
            a => Assert.Equal("same-complaint-only", a.Refusal().Code)),
        new("Utah_allows_a_follow_up_of_the_same_complaint", "US-UT",
            "https://le.utah.gov/~2024/bills/hbillint/HB0145.htm",
            () => Ask.About("US-UT", ServiceIds.FollowUp).SeenInPerson(1, "itch") with { Complaint = "itch" },
            a => Assert.Equal(ServiceBasis.SameComplaint, a.For("follow-up").Basis)),

        // Arkansas: Ark. Code 17-101-104
        new("Arkansas_lets_an_emergency_come_first", "US-AR",
            "https://policyrisk.com/states/arkansas/statutes/17-101-104",
            () => Ask.About("US-AR").Urgently(),
            a => Assert.Equal(ServiceBasis.EmergencyException, a.For("telemedicine").Basis)),
        new("Arkansas_wants_hands_on_a_dog_within_7_days", "US-AR",
            "https://policyrisk.com/states/arkansas/statutes/17-101-104",
            () => Ask.About("US-AR").Urgently(),
            a => Assert.Equal(Ask.Today.PlusDays(7), a.Start!.SeeInPersonBy)),
        new("Arkansas_wants_hands_on_a_horse_within_21_days", "US-AR",
            "https://policyrisk.com/states/arkansas/statutes/17-101-104",
            () => Ask.About("US-AR", species: "horse").Urgently(),
            a => Assert.Equal(Ask.Today.PlusDays(21), a.Start!.SeeInPersonBy)),
        new("Arkansas_without_an_emergency_starts_in_person", "US-AR",
            "https://policyrisk.com/states/arkansas/statutes/17-101-104",
            () => Ask.About("US-AR"),
            a => Assert.Equal("vcpr-required", a.Refusal().Code)),
        new("Arkansas_an_exception_without_hands_ends_after_7_days", "US-AR",
            "https://policyrisk.com/states/arkansas/statutes/17-101-104",
            () => Ask.About("US-AR").StartedInEmergency(8),
            a => Assert.False(a.Relationship.Exists)),
        new("Arkansas_an_exception_is_not_taken_twice_without_hands", "US-AR",
            "https://policyrisk.com/states/arkansas/statutes/17-101-104",
            () => Ask.About("US-AR").StartedInEmergency(9).Urgently(),
            a => Assert.Contains(a.Reasons, r => r.Code == "emergency-exception-used")),
        new("Arkansas_hands_after_the_exception_make_it_a_relationship", "US-AR",
            "https://policyrisk.com/states/arkansas/statutes/17-101-104",
            () => Ask.About("US-AR").StartedInEmergency(20).SeenInPerson(0),
            a => Assert.Equal(CameAbout.InPerson, a.Relationship.How)),

        // Michigan: Mich. Admin. Code R 338.4901a
        new("Michigan_in_an_emergency_does_without_the_recent_examination", "US-MI",
            "https://casetext.com/regulation/michigan-administrative-code/department-licensing-and-regulatory-affairs/bureau-of-professional-licensing/board-of-veterinary-medicine/board-of-veterinary-medicine-general-rules/part-1-general-provisions/section-r-3384901a-telehealth-services",
            () => Ask.About("US-MI").Urgently(),
            a => Assert.Equal(Ask.Today.PlusDays(7), a.Start!.SeeInPersonBy)),
        new("Michigan_wants_consent_in_the_record", "US-MI",
            "https://casetext.com/regulation/michigan-administrative-code/department-licensing-and-regulatory-affairs/bureau-of-professional-licensing/board-of-veterinary-medicine/board-of-veterinary-medicine-general-rules/part-1-general-provisions/section-r-3384901a-telehealth-services",
            () => Ask.About("US-MI").SeenInPerson(),
            a => Assert.Contains(a.First, f => f.What == "consent-recorded" && f.Citation!.Kind == CitationKind.Law)),

        // Virginia: Va. Code 54.1-3303 (prescribing)
        new("Virginia_is_not_known_from_a_reliable_text_and_stays_strict", "US-VA",
            "https://statutes.laws.com/virginia/title-54-1/chapter-33/54-1-3303",
            () => Ask.About("US-VA"),
            a => Assert.Equal((LawKnown.Unknown, "vcpr-required"), (a.Law, a.Refusal().Code))),

        // District of Columbia: 17 DCMR 2814 (amended 6 August 2021)
        new("The_District_of_Columbia_is_not_known_from_a_reliable_text_and_stays_strict", "US-DC",
            "https://casetext.com/regulation/district-of-columbia-administrative-code/title-17-business-occupations-and-professionals/chapter-17-28-veterinarians/rule-17-2814-veterinary-client-patient-relationship-vcpr?searchWithin=true&listingIndexId=district-of-columbia-administrative-code.title-17-business-occupations-and-professionals.chapter-17-28-veterinarians&q=veterinarian-client&type=regulation&sort=relevance&p=1&tab=keyword&jxs=",
            () => Ask.About("US-DC"),
            a => Assert.Equal((LawKnown.Unknown, "vcpr-required"), (a.Law, a.Refusal().Code))),

        // Vermont: 26 V.S.A. 2433
        new("Vermont_is_not_known_from_a_reliable_text_and_stays_strict", "US-VT",
            "https://lawserver.com/law/state/vermont/vt-statutes/vermont_statutes_title_26_2433",
            () => Ask.About("US-VT"),
            a => Assert.Equal((LawKnown.Unknown, "vcpr-required"), (a.Law, a.Refusal().Code))),

        // Idaho: no instrument
        new("Idaho_is_not_known_from_a_reliable_text_and_stays_strict", "US-ID",
            "https://www.catster.com/ask-the-vet/what-states-allow-online-vet-prescriptions",
            () => Ask.About("US-ID"),
            a => Assert.Equal((LawKnown.Unknown, "vcpr-required"), (a.Law, a.Refusal().Code))),

        // New York: no statute; NYSED practice guideline (not law)
        new("New_York_is_not_known_from_a_reliable_text_and_stays_strict", "US-NY",
            "https://news.vin.com/default.aspx?catId=-1&id=11918443&pid=210",
            () => Ask.About("US-NY"),
            a => Assert.Equal((LawKnown.Unknown, "vcpr-required"), (a.Law, a.Refusal().Code))),

        // Oklahoma: 59 O.S. 698.2(13); board position statement of 5 October 2018
        new("Oklahoma_is_not_known_from_a_reliable_text_and_stays_strict", "US-OK",
            "https://okvetboard.com/veterinarian-faq/95-board-telemedicine-telehealth-position-statement",
            () => Ask.About("US-OK"),
            a => Assert.Equal((LawKnown.Unknown, "vcpr-required"), (a.Law, a.Refusal().Code))),

        // Iowa: Iowa Admin. Code 811-12.1 (ARC 6171C)
        new("Iowa_is_not_known_from_a_reliable_text_and_stays_strict", "US-IA",
            "https://rules.iowa.gov/Notice/Details/6403C",
            () => Ask.About("US-IA"),
            a => Assert.Equal((LawKnown.Unknown, "vcpr-required"), (a.Law, a.Refusal().Code))),

        // South Carolina: S.C. Code Regs. 120-1(C); S.C. Code 40-69
        new("South_Carolina_is_not_known_from_a_reliable_text_and_stays_strict", "US-SC",
            "https://law.cornell.edu/regulations/south-carolina/R-120-1",
            () => Ask.About("US-SC"),
            a => Assert.Equal((LawKnown.Unknown, "vcpr-required"), (a.Law, a.Refusal().Code))),

        // Tennessee: Tenn. Comp. R. & Regs. 1730-02-.05 (prescribing); Tenn. Code 63-12-103
        new("Tennessee_is_not_known_from_a_reliable_text_and_stays_strict", "US-TN",
            "https://print.casetext.com/regulation/tennessee-administrative-code/title-1730-veterinary-examiners/chapter-1730-02-general-rules-governing-veterinary-facilities/section-1730-02-05-prescribing-dispensing-or-otherwise-distributing-pharmaceuticals",
            () => Ask.About("US-TN"),
            a => Assert.Equal((LawKnown.Unknown, "vcpr-required"), (a.Law, a.Refusal().Code))),

        // Delaware: 24 Del. C. 3303A
        new("Delaware_is_not_known_from_a_reliable_text_and_stays_strict", "US-DE",
            "https://print.casetext.com/statute/delaware-code/title-24-professions-and-occupations/chapter-33-veterinarians/subchapter-i-general-terms/section-3303a-veterinarian-client-patient-relationship",
            () => Ask.About("US-DE"),
            a => Assert.Equal((LawKnown.Unknown, "vcpr-required"), (a.Law, a.Refusal().Code))),

        // Connecticut: Public Act 21-90 (sHB 6504)
        new("Connecticut_hopes_to_continue_by_telemedicine_and_gets_the_same_complaint_only", "US-CT",
            "https://app.legiplex.com/ct/legislature/2021/2021-r/bills/hb06504/draft-560251?id=560251",
            () => Ask.About("US-CT").SeenInPerson(1, "itch"),
            a => Assert.Equal("same-complaint-only", a.Refusal().Code)),

        // South Carolina: S.C. Code Regs. 120-1(C); S.C. Code 40-69
        new("South_Carolina_lapses_after_a_year_unseen", "US-SC",
            "https://law.cornell.edu/regulations/south-carolina/R-120-1",
            () => Ask.About("US-SC").SeenInPerson(12),
            a => Assert.False(a.Relationship.Exists)),

        // Arizona: A.R.S. 32-2240.03, enacted by SB 1053 (2023)
        new("Federal_law_bars_extralabel_use_after_video_alone_in_Arizona", "US-AZ",
            "https://wsvma.org/federal-requirements-for-the-veterinarian-client-patient-relationship",
            () => Ask.About("US-AZ"),
            a => Assert.Equal((false, false, false, false), (a.Prescribing.Extralabel, a.Prescribing.HumanDrugs, a.Prescribing.Compounded, a.Prescribing.FeedDirective))),

        // California: Cal. Bus. & Prof. Code 4826.6, enacted by AB 1399 (Stats. 2023 ch. 475)
        new("Federal_law_bars_extralabel_use_after_video_alone_in_California", "US-CA",
            "https://wsvma.org/federal-requirements-for-the-veterinarian-client-patient-relationship",
            () => Ask.About("US-CA"),
            a => Assert.Equal((false, false, false, false), (a.Prescribing.Extralabel, a.Prescribing.HumanDrugs, a.Prescribing.Compounded, a.Prescribing.FeedDirective))),

        // Ohio: Ohio Rev. Code 4741.04 and 4741.041, enacted by HB 96 (2025 operating budget; text from SB 60)
        new("Federal_law_bars_extralabel_use_after_video_alone_in_Ohio", "US-OH",
            "https://wsvma.org/federal-requirements-for-the-veterinarian-client-patient-relationship",
            () => Ask.About("US-OH"),
            a => Assert.Equal((false, false, false, false), (a.Prescribing.Extralabel, a.Prescribing.HumanDrugs, a.Prescribing.Compounded, a.Prescribing.FeedDirective))),

        // Florida: Fla. Stat. 474.2021 (Providing Equity in Telehealth Services Act), enacted by HB 849 (2024)
        new("Federal_law_bars_extralabel_use_after_video_alone_in_Florida", "US-FL",
            "https://wsvma.org/federal-requirements-for-the-veterinarian-client-patient-relationship",
            () => Ask.About("US-FL"),
            a => Assert.Equal((false, false, false, false), (a.Prescribing.Extralabel, a.Prescribing.HumanDrugs, a.Prescribing.Compounded, a.Prescribing.FeedDirective))),

        // Arizona: A.R.S. 32-2240.03, enacted by SB 1053 (2023)
        new("Federal_law_is_satisfied_by_an_examination_in_person", "US-AZ",
            "https://wsvma.org/federal-requirements-for-the-veterinarian-client-patient-relationship",
            () => Ask.About("US-AZ").SeenInPerson(),
            a => Assert.True(a.Prescribing.Extralabel && a.Prescribing.HumanDrugs && a.Prescribing.Compounded)),

        // Arkansas: Ark. Code 17-101-104
        new("Federal_law_stands_on_top_of_an_emergency_start_too", "US-AR",
            "https://wsvma.org/federal-requirements-for-the-veterinarian-client-patient-relationship",
            () => Ask.About("US-AR").Urgently(),
            a => Assert.Contains(a.Prescribing.Limits, l => l.Code == "extralabel-barred" && l.Citation.Kind == CitationKind.Federal)),
    ];

    /// <summary>These, and the sentences that follow from the reading of each text.</summary>
    public static IReadOnlyList<Scenario> All { get; } = [.. ByHand, .. StatuteReading.All.SelectMany(r => r.Sentences())];
}

/// <param name="Says">The sentence.</param>
/// <param name="Source">Where it is written.</param>
public sealed record Scenario(string Says, string Region, string Source, Func<Question> Given, Action<Answer> Then)
{
    public override string ToString() => Says;
}

public sealed class StatuteTests
{
    public static TheoryData<string> Sentences { get; } = [.. StatuteScenarios.All.Select(s => s.Says)];

    [Theory]
    [MemberData(nameof(Sentences))]
    public void The_statute_says(string sentence)
    {
        var scenario = StatuteScenarios.All.Single(s => s.Says == sentence);
        scenario.Then(scenario.Given().Answered());
    }

    [Theory]
    [MemberData(nameof(Sentences))]
    public void The_data_cites_the_page_that_the_scenario_stands_on(string sentence)
    {
        var scenario = StatuteScenarios.All.Single(s => s.Says == sentence);
        var row = RuleFile.Embedded.Rows[scenario.Region][0];
        Assert.Contains(scenario.Source, row.MoreSources.Append(row.Source).Concat(RuleFile.Embedded.Federal.Sources));
    }

    [Fact]
    public void There_are_at_least_sixty_and_no_sentence_twice()
    {
        Assert.InRange(StatuteScenarios.ByHand.Count, 60, 400);
        Assert.Equal(StatuteScenarios.All.Count, StatuteScenarios.All.Select(s => s.Says).Distinct(StringComparer.Ordinal).Count());
    }
}
