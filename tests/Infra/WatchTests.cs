using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using VetVisits.Journal;

namespace VetVisits.Tests.Infra;

/// <summary>Alerts, budget and dashboard speak of things that the code really tells.</summary>
public sealed partial class WatchTests
{
    private static readonly Templates Infra = Templates.OfTheProduct;

    [Fact]
    public void Somebody_hears_of_poison_lag_silence_failed_calls_and_server_errors()
    {
        var names = Infra.Variable("modules/alerts.bicep", "questions")!.AsArray().Select(q => (string)q!["name"]!);
        Assert.Equal(["poison-messages", "poison-waiting", "feed-behind", "feed-silent", "calls-failing", "server-errors"], names);
        Assert.Equal("for question in questions", Assert.Single(Infra.Resources("Microsoft.Insights/scheduledQueryRules")).Loop);
    }

    [Fact]
    public void Somebody_hears_of_throttling_dead_letters_and_an_app_that_is_not_ready()
    {
        var alerts = Infra.Resources("Microsoft.Insights/metricAlerts").ToDictionary(a => a.Symbol);
        Assert.Equal(["notReady", "throttled", "undelivered"], alerts.Keys.Order());
        Assert.Contains("\"429\"", alerts["throttled"]["properties.criteria.allOf"], StringComparison.Ordinal);
        var probe = Assert.Single(Infra.Resources("Microsoft.Insights/webtests"));
        Assert.Equal("'https://${publicHost}/api/health/ready'", probe["properties.Request.RequestUrl"]);
        Assert.Equal("watchHealth", probe.Condition);
    }

    [Fact]
    public void Whoever_hears_of_something_finds_in_the_runbook_what_to_do()
    {
        var runbook = File.ReadAllText(Repository.Path("docs", "runbook.md"));
        var alerts = Infra.Variable("modules/alerts.bicep", "questions")!.AsArray().Select(q => (string)q!["name"]!)
            .Concat(Infra.Resources("Microsoft.Insights/metricAlerts").Select(a => a["name"]!.Trim('\'').Replace("-${token}", "", StringComparison.Ordinal))).ToList();
        Assert.Equal(9, alerts.Count);
        Assert.All(alerts, alert => Assert.Contains($"`{alert}`", runbook, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_metric_that_a_query_names_is_one_that_the_code_makes()
    {
        var texts = Infra.Variable("modules/alerts.bicep", "questions")!.ToJsonString()
            + File.ReadAllText(Repository.Path("infra", "modules", "workbook.json"))
            + File.ReadAllText(Repository.Path("infra", "README.md"));
        var named = MetricName().Matches(texts).Select(m => m.Value).ToHashSet();
        Assert.NotEmpty(named);
        Assert.Empty(named.Except(Made()));
    }

    [Fact]
    public void Every_metric_that_the_code_makes_is_on_the_dashboard()
    {
        var board = File.ReadAllText(Repository.Path("infra", "modules", "workbook.json"));
        Assert.All(Made(), metric => Assert.Contains(metric, board, StringComparison.Ordinal));
    }

    [Fact]
    public void A_month_has_a_budget_that_warns_before_it_is_spent()
    {
        var budget = Assert.Single(Infra.Resources("Microsoft.Consumption/budgets"));
        Assert.Equal("Cost Monthly", $"{budget["properties.category"]} {budget["properties.timeGrain"]}");
        Assert.Contains("threshold: 80, thresholdType: 'Actual'", budget["properties.notifications.spent"], StringComparison.Ordinal);
        Assert.Contains("thresholdType: 'Forecasted'", budget["properties.notifications.forecast"], StringComparison.Ordinal);
    }

    [Fact]
    public void What_can_be_logged_goes_to_the_workspace()
    {
        var settings = Infra.Resources("Microsoft.Insights/diagnosticSettings").ToList();
        Assert.All(settings, s => Assert.Equal("workspaceId", s["properties.workspaceId"]));
        Assert.Equal(
            ["account", "account", "account", "app", "profile", "service", "topic", "vault"],
            settings.Select(s => s["scope"]!.Split("::")[0]).Order());
    }

    private static HashSet<string> Made()
    {
        var made = new HashSet<string>(StringComparer.Ordinal);
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => { if (instrument.Meter.Name is Telemetry.Name or StoreMeter.Name) lock (made) made.Add(instrument.Name); } };
        listener.Start();
        Telemetry.Committed("test:1");
        using (StoreMeter.Measure("test", "test")) { }
        return made;
    }

    [GeneratedRegex(@"\b(vetvisits|store)\.[a-z_]+(\.[a-z_]+)?", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MetricName();
}
