using VetVisits.Triage;
using static VetVisits.Tests.Triage.Cases;

namespace VetVisits.Tests.Triage;

/// <summary>What owners type of breeds and conditions, in English and Spanish; a level that hangs on it must not be missed.</summary>
public sealed class SpellingTests
{
    private static readonly Facts OneFit = new() { [NumberFact.Count24h] = Bounds.Exactly(1) };

    [Theory]
    [InlineData("diabetes")]
    [InlineData("Diabetic")]
    [InlineData("diabético")]
    [InlineData("DIABÉTICA desde 2023")]
    [InlineData("diabetico")]
    [InlineData("diabe\u0301tico")]
    [InlineData("dia\u00ADbetes mellitus")]
    [InlineData("Diabetes tipo 2, con insulina")]
    [InlineData("diabetic, no complications")]
    [InlineData("diabético, sin complicaciones")]
    [InlineData("Diabética. Sin alergias.")]
    [InlineData("Sin alergias. Diabética.")]
    [InlineData("no ve bien, diabético")]
    [InlineData("no allergies but diabetic")]
    [InlineData("diabetes no controlada")]
    [InlineData("diabetes not controlled")]
    [InlineData("sin alergias, pero diabético")]
    public void A_diabetic_that_vomits_again_and_again_is_an_emergency_however_it_is_written(string written) =>
        Assert.Equal(Level.Emergency, Grown("dog").With(written).Reports("vomiting-repeated").Level);

    [Theory]
    [InlineData("no diabetes")]
    [InlineData("not diabetic")]
    [InlineData("non-diabetic")]
    [InlineData("diabetes: negative")]
    [InlineData("diabetes ruled out")]
    [InlineData("sin diabetes")]
    [InlineData("no es diabético")]
    [InlineData("no tiene diabetes")]
    [InlineData("nunca tuvo diabetes")]
    [InlineData("jamás diabética")]
    [InlineData("ni diabetes ni epilepsia")]
    [InlineData("ninguna diabetes")]
    [InlineData("diabetes: negativo")]
    [InlineData("diabetes descartada")]
    [InlineData("se descarta diabetes")]
    [InlineData("alergia al polen")]
    [InlineData("")]
    public void What_is_denied_is_not_known(string written) =>
        Assert.Equal(Level.UrgentSameDay, Grown("dog").With(written).Reports("vomiting-repeated").Level);

    [Theory]
    [InlineData("heart murmur")]
    [InlineData("enfermedad del corazón")]
    [InlineData("corazon")]
    [InlineData("soplo cardíaco")]
    [InlineData("insuficiencia cardiaca")]
    [InlineData("cardiopatía congénita")]
    [InlineData("Miocardiopatía hipertrófica")]
    [InlineData("cardiomiopatía")]
    [InlineData("corazón, sin tratamiento")]
    public void A_faint_of_an_animal_with_a_bad_heart_is_an_emergency_however_it_is_written(string written) =>
        Assert.Equal(Level.Emergency, Grown("dog").With(written).Reports("faint-recovered").Level);

    [Theory]
    [InlineData("epilepsy", Level.Soon)]
    [InlineData("Epilepsia idiopática", Level.Soon)]
    [InlineData("epiléptico", Level.Soon)]
    [InlineData("perra epileptica", Level.Soon)]
    [InlineData("sin epilepsia", Level.UrgentSameDay)]
    [InlineData("epilepsia descartada", Level.UrgentSameDay)]
    [InlineData("epilepsia, no", Level.UrgentSameDay)]
    [InlineData("epilepsia nunca confirmada", Level.UrgentSameDay)]
    [InlineData("no diabetes, epilepsia", Level.UrgentSameDay)]
    public void Epilepsy_makes_one_fit_milder_only_where_no_word_denies_anything(string written, Level level) =>
        Assert.Equal(level, Grown("dog").With(written).Reports("seizure-single-recovered", OneFit).Level);

    [Theory]
    [InlineData("diabético", Level.UrgentSameDay)]
    [InlineData("sin diabetes", null)]
    public void A_low_sugar_of_a_diabetic_rings_in_Spanish_too(string written, Level? level) =>
        Assert.Equal(level, Rules.Judge(Grown("dog").With(written), Vital.Glucose, 65)?.Level);

    [Theory]
    [InlineData("Pastor Alemán")]
    [InlineData("pastor aleman cruzado")]
    [InlineData("Gran Danés")]
    [InlineData("San Bernardo")]
    [InlineData("Dóberman")]
    [InlineData("Bóxer")]
    [InlineData("St. Bernard, not neutered")]
    [InlineData("Bóxer, sin castrar")]
    [InlineData("Labrador")]
    public void A_deep_chested_dog_that_retches_in_vain_leaves_this_minute_however_its_breed_is_written(string breed) =>
        Assert.Equal(Level.Immediate, Grown("dog").OfBreed(breed).Reports("unproductive-retching").Level);

    [Theory]
    [InlineData("Carlino")]
    [InlineData("Buldog inglés")]
    [InlineData("bulldog frances")]
    [InlineData("Pequinés")]
    public void A_flat_faced_dog_that_pants_in_the_heat_is_an_emergency_however_its_breed_is_written(string breed) =>
        Assert.Equal(Level.Emergency, Grown("dog").OfBreed(breed).Reports("heat-panting").Level);
}
