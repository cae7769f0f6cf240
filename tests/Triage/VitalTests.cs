using NodaTime;
using VetVisits.Triage;
using static VetVisits.Tests.Triage.Cases;

namespace VetVisits.Tests.Triage;

public sealed class VitalTests
{
    [Theory]
    [InlineData("dog", Vital.Temperature, 38.5, Level.Routine)]
    [InlineData("dog", Vital.Temperature, 39.5, Level.UrgentSameDay)]
    [InlineData("dog", Vital.Temperature, 41, Level.Emergency)]
    [InlineData("dog", Vital.Temperature, 37.7, Level.Soon)]
    [InlineData("dog", Vital.Temperature, 37.1, Level.Emergency)]
    [InlineData("dog", Vital.RespiratoryRate, 30, Level.Routine)]
    [InlineData("dog", Vital.RespiratoryRate, 31, Level.UrgentSameDay)]
    [InlineData("cat", Vital.RespiratoryRate, 50, Level.Emergency)]
    [InlineData("dog", Vital.HeartRate, 181, Level.Emergency)]
    [InlineData("cat", Vital.HeartRate, 245, Level.Soon)]
    [InlineData("cat", Vital.HeartRate, 310, Level.UrgentSameDay)]
    [InlineData("cat", Vital.HeartRate, 60, Level.UrgentSameDay)]
    [InlineData("dog", Vital.CapillaryRefill, 3, Level.Emergency)]
    [InlineData("guinea-pig", Vital.HeartRate, 500, Level.Routine)]
    [InlineData("horse", Vital.HeartRate, 47, Level.Routine)]
    [InlineData("horse", Vital.HeartRate, 61, Level.Immediate)]
    [InlineData("rabbit", Vital.HoursWithoutFood, 10, Level.Emergency)]
    [InlineData("horse", Vital.HoursWithoutDroppings, 12, Level.Emergency)]
    [InlineData("bird", Vital.WeightChange, -10, Level.UrgentSameDay)]
    [InlineData("bird", Vital.WeightChange, 10, Level.Routine)]
    [InlineData("dog", Vital.WeightChange, 5, Level.Soon)]
    [InlineData("dog", Vital.Glucose, 49, Level.Immediate)]
    [InlineData("dog", Vital.Glucose, 90, Level.Routine)]
    [InlineData("dog", Vital.Glucose, 150, Level.Soon)]
    [InlineData("dog", Vital.Glucose, 361, Level.UrgentSameDay)]
    [InlineData("reptile", Vital.Temperature, 25, Level.Routine)]
    public void A_measured_value_raises_a_routine_case_to(string species, Vital vital, double value, Level level) =>
        Assert.Equal(level, Grown(species).Reports(new Vitals { [vital] = value }, "diet-weight-advice").Level);

    [Fact]
    public void A_treated_diabetic_may_have_a_glucose_that_is_high_for_others() =>
        Assert.Equal(Level.Routine, Grown("cat").With("diabetes").Reports(new Vitals { [Vital.Glucose] = 180 }, "diabetic-stable-log").Level);

    [Fact]
    public void A_horse_with_colic_and_a_pulse_of_50_is_an_emergency_and_without_colic_waits()
    {
        var pulse = new Vitals { [Vital.HeartRate] = 50 };
        Assert.Equal(Level.Emergency, Grown("horse").Reports(pulse, "horse-colic").Reasons.Single(r => r.Sign == "vital-heart-rate").Level);
        Assert.Equal(Level.Soon, Grown("horse").Reports(pulse, "diet-weight-advice").Level);
    }

    [Fact]
    public void A_puppy_may_have_the_pulse_of_a_puppy()
    {
        var pulse = new Vitals { [Vital.HeartRate] = 175 };
        Assert.Equal(Level.Routine, Grown("dog").Aged(Period.FromMonths(3)).Reports(pulse, "diet-weight-advice").Level);
        Assert.Equal(Level.Soon, Grown("dog").Reports(pulse, "diet-weight-advice").Level);
    }

    [Fact]
    public void Breaths_a_quarter_above_its_own_usual_are_seen_today() =>
        Assert.Equal(Level.UrgentSameDay,
            Grown("dog").Reports(new Vitals { [Vital.RespiratoryRate] = 25, [Vital.UsualRespiratoryRate] = 20 }, "diet-weight-advice").Level);

    [Fact]
    public void A_flat_faced_dog_at_40_degrees_is_an_emergency()
    {
        var hot = new Vitals { [Vital.Temperature] = 40 };
        Assert.Equal(Level.Emergency, Grown("dog").OfBreed("French Bulldog").Reports(hot, "diet-weight-advice").Level);
        Assert.Equal(Level.UrgentSameDay, Grown("dog").Reports(hot, "diet-weight-advice").Level);
    }

    [Fact]
    public void A_reason_for_a_value_says_the_value_its_limit_and_the_page()
    {
        var reason = Grown("dog").Reports(new Vitals { [Vital.Temperature] = 39.9 }, "diet-weight-advice").Reasons[0];
        Assert.Equal("vital-temperature", reason.Sign);
        Assert.Contains("39.9 °C", reason.Why[0], StringComparison.Ordinal);
        Assert.NotEmpty(reason.Sources);
    }
}
