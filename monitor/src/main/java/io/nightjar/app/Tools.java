package io.nightjar.app;

import io.nightjar.account.AuditTrail;
import io.nightjar.account.Database;
import io.nightjar.asset.Inventory;
import io.nightjar.blocklist.Blocklists;
import io.nightjar.discovery.Discovery;
import io.nightjar.dropin.NtopObjects;
import io.nightjar.enrich.LookupData;
import io.nightjar.exclusion.SilencedAlerts;
import io.nightjar.guide.Documentation;
import io.nightjar.guide.SearchDocs;
import io.nightjar.history.History;
import io.nightjar.live.LiveView;
import io.nightjar.notification.Notifications;
import io.nightjar.policy.PolicyQuestion;
import io.nightjar.probe.ActiveMonitoring;
import io.nightjar.query.AlertExplanation;
import io.nightjar.query.Alerts;
import io.nightjar.query.Assets;
import io.nightjar.query.AuditRows;
import io.nightjar.query.Devices;
import io.nightjar.query.FlowGroups;
import io.nightjar.query.HistoryQuestions;
import io.nightjar.query.HostFacts;
import io.nightjar.query.HostGroups;
import io.nightjar.query.HostGroups.By;
import io.nightjar.query.Hosts;
import io.nightjar.query.Infrastructure;
import io.nightjar.query.Interfaces;
import io.nightjar.query.Lan;
import io.nightjar.query.ListRows;
import io.nightjar.query.LiveFlows;
import io.nightjar.query.OwnAddresses;
import io.nightjar.query.PastDevices;
import io.nightjar.query.PastHostGroups;
import io.nightjar.query.PastHosts;
import io.nightjar.query.PastInterfaces;
import io.nightjar.query.ProbeRows;
import io.nightjar.query.ProbeTimeSeries;
import io.nightjar.query.Reputations;
import io.nightjar.query.Servers;
import io.nightjar.query.SystemHealth;
import io.nightjar.query.TimeSeries;
import io.nightjar.query.TopTalkers;
import io.nightjar.tool.AcknowledgeAlert;
import io.nightjar.tool.AddActiveMonitoringScript;
import io.nightjar.tool.AddCertificateAlertExclusion;
import io.nightjar.tool.AddDomainAlertExclusion;
import io.nightjar.tool.AddHostAlertExclusion;
import io.nightjar.tool.AddNotification;
import io.nightjar.tool.CheckReputation;
import io.nightjar.tool.CreateAiPolicy;
import io.nightjar.tool.DescribeTable;
import io.nightjar.tool.DiscoverLan;
import io.nightjar.tool.ExclusionPlans;
import io.nightjar.tool.ExplainAlert;
import io.nightjar.tool.GetAssetInfo;
import io.nightjar.tool.GetHistoricalFlow;
import io.nightjar.tool.GetHostInfo;
import io.nightjar.tool.GetInfrastructureStats;
import io.nightjar.tool.GetInterfaceAddresses;
import io.nightjar.tool.GetLiveFlow;
import io.nightjar.tool.GetLiveFlowsForHost;
import io.nightjar.tool.GetLiveFlowsSummary;
import io.nightjar.tool.GetMacInfo;
import io.nightjar.tool.GetSystemHealth;
import io.nightjar.tool.GetTimeseries;
import io.nightjar.tool.GetTopTalkers;
import io.nightjar.tool.ListAiPolicies;
import io.nightjar.tool.ListAlertExclusions;
import io.nightjar.tool.ListAlerts;
import io.nightjar.tool.ListAssets;
import io.nightjar.tool.ListAudit;
import io.nightjar.tool.ListAvailableActiveMonitoringScripts;
import io.nightjar.tool.ListBlocklists;
import io.nightjar.tool.ListEnabledActiveMonitoringScripts;
import io.nightjar.tool.ListExpectedServers;
import io.nightjar.tool.ListHostGroups;
import io.nightjar.tool.ListHosts;
import io.nightjar.tool.ListInterfaces;
import io.nightjar.tool.ListMacs;
import io.nightjar.tool.ListNotifications;
import io.nightjar.tool.ListTables;
import io.nightjar.tool.ListTimeseries;
import io.nightjar.tool.PauseAiPolicy;
import io.nightjar.tool.RemoveActiveMonitoringScript;
import io.nightjar.tool.RemoveAiPolicy;
import io.nightjar.tool.RemoveAlertExclusion;
import io.nightjar.tool.RemoveNotification;
import io.nightjar.tool.RunQuery;
import io.nightjar.tool.SetExpectedServers;
import io.nightjar.tool.TestNotification;
import io.nightjar.tool.Tool;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/** The tools, in the order they are listed. */
final class Tools {
  private Tools() {}

  static List<Tool<?>> all(
      LiveView live,
      History history,
      LookupData lookup,
      Interfaces interfaces,
      SystemHealth health,
      Documentation documentation,
      AuditTrail audit,
      Supplier<Database> database,
      ActiveMonitoring monitoring,
      Inventory inventory,
      Discovery discovery,
      Blocklists blocklists,
      Alerts alerts,
      AlertExplanation explanation,
      Notifications notifications) {
    Hosts hosts = new Hosts(live, lookup);
    LiveFlows flows = new LiveFlows(live);
    FlowGroups groups = new FlowGroups(live);
    HostGroups hostGroups = new HostGroups(live, hosts, lookup.localNetworks());
    PastHostGroups pastGroups = new PastHostGroups(history, lookup.localNetworks());
    TimeSeries series = new TimeSeries(history);
    Assets assets = new Assets(inventory);
    Devices devices = new Devices(live, hosts, lookup, assets::device);
    PastDevices pastDevices = new PastDevices(history, lookup, assets::device);
    HistoryQuestions questions = new HistoryQuestions(history);
    ProbeRows probes = new ProbeRows(monitoring, history);
    ExclusionPlans exclusions =
        new ExclusionPlans(new SilencedAlerts(history), AlertTypes.all(), InstantSource.system());
    return List.of(
        new ListInterfaces(interfaces, new PastInterfaces(history)),
        new ListHosts(hosts, new PastHosts(history, lookup)),
        new GetHostInfo(new HostFacts(live, history, lookup, alerts::of)),
        new GetTopTalkers(groups, new TopTalkers(history)),
        new GetLiveFlowsForHost(flows),
        new GetLiveFlowsSummary(groups),
        new GetLiveFlow(flows),
        new GetHistoricalFlow(questions),
        new ListHostGroups(hostGroups, pastGroups, By.COUNTRY),
        new ListHostGroups(hostGroups, pastGroups, By.ASN),
        new ListHostGroups(hostGroups, pastGroups, By.VLAN),
        new ListHostGroups(hostGroups, pastGroups, By.NETWORK),
        new ListMacs(devices, pastDevices),
        new GetMacInfo(devices, pastDevices),
        new ListAssets(assets),
        new GetAssetInfo(assets),
        new DiscoverLan(new Lan(live, inventory, discovery)),
        new GetTimeseries(series, new ProbeTimeSeries(history)),
        new ListTimeseries(series),
        new GetInfrastructureStats(new Infrastructure(live, interfaces, hosts, history)),
        new GetInterfaceAddresses(new OwnAddresses()),
        new RunQuery(questions),
        new ListTables(questions),
        new DescribeTable(questions),
        new GetSystemHealth(health),
        new SearchDocs(documentation),
        new ListAudit(new AuditRows(audit)),
        new ListExpectedServers(new Servers(database, history)),
        new SetExpectedServers(),
        new ListAvailableActiveMonitoringScripts(probes),
        new ListEnabledActiveMonitoringScripts(probes),
        new AddActiveMonitoringScript(monitoring),
        new RemoveActiveMonitoringScript(),
        new ListBlocklists(new ListRows(blocklists::status)),
        new CheckReputation(new Reputations(blocklists::reputation)),
        new ListAlerts(alerts),
        new ExplainAlert(alerts, explanation),
        new AcknowledgeAlert(alerts),
        new ListNotifications(notifications),
        new AddNotification(notifications),
        new RemoveNotification(),
        new TestNotification(notifications),
        new ListAiPolicies(database, InstantSource.system()),
        new CreateAiPolicy(new PolicyQuestion(history)),
        new PauseAiPolicy(),
        new RemoveAiPolicy(),
        new ListAlertExclusions(database, InstantSource.system()),
        new AddHostAlertExclusion(exclusions),
        new AddDomainAlertExclusion(exclusions),
        new AddCertificateAlertExclusion(exclusions),
        new RemoveAlertExclusion(InstantSource.system()));
  }

  /** What tools in Lua ask. */
  static NtopObjects objects(
      LiveView live,
      History history,
      LookupData lookup,
      Interfaces interfaces,
      Inventory inventory,
      Alerts alerts) {
    Hosts hosts = new Hosts(live, lookup);
    return new NtopObjects(
        new HostFacts(live, history, lookup, alerts::of),
        new LiveFlows(live),
        new Devices(live, hosts, lookup, new Assets(inventory)::device),
        new HostGroups(live, hosts, lookup.localNetworks()),
        interfaces);
  }
}
