// Which options there are, what their words mean, and which member of whose settings each is. Every option is declared once.
#include "server/options.h"

#include <cstdlib>
#include <optional>

#include "server/crypto/certificate_authority.h"
#include "server/http/connect_to.h"
#include "server/http/origin.h"
#include "server/http/url.h"
#include "server/triggers/places/places.h"
#include "server/unknown_variables.h"
#include "server/util/strings.h"

extern char** environ;

namespace rockpool {

namespace {

// In lower case.
std::optional<std::string> HostName(std::string_view text) {
  std::string name = util::LowerCase(text);
  const bool is_name = name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-._") == std::string::npos;
  return is_name ? std::make_optional(std::move(name)) : std::nullopt;
}

std::optional<std::string> ServerName(std::string_view text) {
  std::string name(text);
  return crypto::IsServerName(name) ? std::make_optional(std::move(name)) : std::nullopt;
}

std::optional<std::string> ConnectTo(std::string_view text) {
  return http::ParseConnectTo(text) ? std::make_optional<std::string>(text) : std::nullopt;
}

// scheme://host[:port] of the web, as http::Url::Origin writes it; or nothing.
bool IsPublicUrl(std::string_view text) {
  const auto url = http::ParseUrl(text);
  return text.empty() || (url && url->Origin() == text);
}

bool IsLambdaEndpoint(std::string_view text) { return text.empty() || triggers::ParseLambdaEndpoint(text).has_value(); }

bool IsSmtpUrl(std::string_view text) { return text.empty() || messaging::IsSmtpUrl(text); }

bool IsLogPlace(std::string_view text) { return text.empty() || messaging::IsLogPlace(text); }

bool IsUrl(std::string_view text) { return text.empty() || http::ParseUrl(text).has_value(); }

class Declaration {
 public:
  Declaration(int argc, const char* const* argv, std::string_view version) : line_(argc, argv, version) { Declare(); }

  std::variant<Options, Exit> Parse() {
    if (auto exit = line_.Parse()) {
      return *std::move(exit);
    }
    return options_;
  }

  std::vector<std::string> Variables() const { return line_.Variables(); }

 private:
  void Declare() {
    const auto not_empty = [](std::string_view value) { return !value.empty(); };
    line_.AddConfig(options_.config);
    line_.AddText("host", "ADDRESS", options_.http.host, "Address to listen at; 0.0.0.0 for all", "an address", not_empty);
    line_.AddNumber("port", options_.http.port, 0, 65535, "Port to listen at; 0 for a free one. The variable PORT works too");
    AddTlsOptions(options_.tls);
    line_.AddText("database", "FILE|:memory:", options_.storage.path, "SQLite file of all state; :memory: leaves nothing behind", "a path",
                  not_empty);
    line_.AddPath("seed", options_.seed, "JSON list of operations to run at the start");
    AddLogOptions();
    line_.AddText("region", "NAME", options_.protocol.default_region, "Region of requests that name none", "a region like us-east-1",
                  util::IsRegion);
    line_.AddText("account", "ID", options_.protocol.default_account, "Account of requests that name none", "12 digits", util::IsAccount);
    AddBehaviourOptions();
    AddQuotas(options_.quotas);
    AddQuotasOfLists(options_.quotas);
    AddLimits(options_.http);
    line_.AddFlag("healthcheck", options_.healthcheck,
                  "Ask the server at --host and --port for its health; the exit code is 0 if it is well, else 1");
  }

  void AddTlsOptions(TlsOptions& tls) {
    line_.AddPortOrNone("tls_port", tls.port, "Port for https; 0 for a free one, -1 for none");
    line_.AddPath("tls_certificate", tls.certificate, "PEM file with the certificate for https; without it one is made");
    line_.AddPath("tls_key", tls.key, "PEM file with the certificate's private key");
    line_.AddList("tls_names", "NAME,...", tls.names, "Host names and addresses that the made certificate is for, beside the local ones",
                  "host names and IP addresses, separated by commas", ServerName);
    line_.AddPath("trusted_ca", tls.trusted_ca, "PEM file with certificates that are trusted at other servers, beside the system's");
    line_.AddList("connect_to", "HOST=ADDRESS:PORT,...", options_.connect_to, "Hosts of other servers that are reached elsewhere",
                  "hosts with the address and port where they are, with commas between them", ConnectTo);
  }

  void AddLogOptions() {
    using util::LogFormat;
    using util::LogLevel;
    line_.AddChoice<LogLevel>("log_level", options_.log_level, "Least level that is logged",
                              {{"debug", LogLevel::kDebug},
                               {"info", LogLevel::kInfo},
                               {"warning", LogLevel::kWarning},
                               {"error", LogLevel::kError},
                               {"off", LogLevel::kOff}});
    line_.AddChoice<LogFormat>("log_format", options_.log_format, "Form of the log on standard error",
                               {{"text", LogFormat::kText}, {"json", LogFormat::kJson}});
  }

  void AddBehaviourOptions() {
    protocol::Settings& protocol = options_.protocol;
    line_.AddChoice<bool>("sigv4", protocol.require_sigv4, "require: refuse unsigned calls to the operations that AWS signs",
                          {{"parse", false}, {"require", true}});
    using storage::sqlite::Durability;
    line_.AddChoice<Durability>("durability", options_.storage.durability,
                                "What an answered write survives. process: kill -9. full: power cuts as well",
                                {{"process", Durability::kProcess}, {"full", Durability::kPower}});
    AddIdentityProviderOptions(options_.identity_providers);
    AddUserOptions(options_.accounts, options_.tokens);
    AddMessageOptions(options_.messaging);
    AddPageOptions(options_.oauth);
    AddTriggerOptions(options_.triggers);
    using crypto::SigningKeys;
    line_.AddChoice<SigningKeys>("signing_keys", options_.signing_keys,
                                 "Where no spare key is ready. shared: a pool gets the key of another one. own: its call waits for a key",
                                 {{"shared", SigningKeys::kShared}, {"own", SigningKeys::kOwn}});
    line_.AddList("allowed_hosts", "NAME,...", protocol.trusted_sites.hosts, "More host names by which /_rockpool may be reached",
                  "host names without ports, with commas between them", HostName);
    line_.AddList("allowed_origins", "ORIGIN,...", protocol.trusted_sites.origins, "Web pages of other sites that may call what AWS signs",
                  "origins like https://app.example:8443, with commas between them", http::NormalOrigin);
  }

  void AddIdentityProviderOptions(identity_providers::Settings& settings) {
    using Providers = identity_providers::Settings::Providers;
    line_.AddChoice<Providers>("remote_documents", settings.providers, "The older name of --providers; never: simulated",
                               {{"local", Providers::kLocal}, {"online", Providers::kOnline}, {"never", Providers::kSimulated}});
    // Behind its older name, so that it counts where both are given.
    line_.AddChoice<Providers>(
        "providers", settings.providers,
        "Which identity providers are real. local: those on loopback and private hosts; a stand-in answers for the others",
        {{"local", Providers::kLocal}, {"simulated", Providers::kSimulated}, {"online", Providers::kOnline}});
    using UpdateMode = identity_providers::Settings::UpdateMode;
    line_.AddChoice<UpdateMode>("provider_details_update", settings.update_mode,
                                "What becomes of ProviderDetails that an update leaves out. merge: they are kept",
                                {{"merge", UpdateMode::kMerge}, {"replace", UpdateMode::kReplace}});
    line_.AddChoice<bool>("social_scopes", settings.any_social_scopes, "Which authorize_scopes social providers may have",
                          {{"documented", false}, {"any", true}});
  }

  void AddUserOptions(accounts::Settings& accounts, tokens::Settings& tokens) {
    using accounts::AttemptLimits;
    line_.AddChoice<AttemptLimits>(
        "attempt_limits", accounts.attempt_limits,
        "How often an hour a user may try codes. aws: as AWS lets him; the lockout after wrong passwords is always on",
        {{"off", AttemptLimits::kOff}, {"aws", AttemptLimits::kAws}});
    line_.AddChoice<bool>("rates", options_.enforces_rates,
                          "enforced: more requests a second than the provisioned limit of their category are refused",
                          {{"off", false}, {"enforced", true}});
    line_.AddText("issuer", "aws|request|URL", tokens.issuer,
                  "Who issues tokens. aws: as AWS writes it. request: the address of the sign-in. A URL: what stands before /{pool id}",
                  "aws, request, or a URL without a slash at its end", tokens::IsIssuer);
  }

  void AddMessageOptions(messaging::Options& messaging) {
    line_.AddText("smtp", "URL", messaging.smtp, "Mail server that e-mails are handed to as well, without TLS, like Mailpit's",
                  "a URL like smtp://127.0.0.1:1025", IsSmtpUrl);
    line_.AddText("message_webhook", "URL", messaging.message_webhook, "Where e-mails and SMS are posted to as well, as JSON",
                  "an http or https URL", IsUrl);
    line_.AddText("log_delivery", "FILE|URL", messaging.log_delivery,
                  "Where lines of the logs go that pools export, as JSON: a file that they are added to, or where they are posted",
                  "a file that can be written to, or an http or https URL", IsLogPlace);
    line_.AddText("kms_endpoint", "URL", messaging.kms_endpoint,
                  "Key service for the codes that custom senders are sent; without it they are under a key that everybody knows",
                  "an http or https URL", IsUrl);
    line_.AddChoice<bool>("custom_sender_code", messaging.plain_sender_codes,
                          "What custom senders are sent as the code. envelope: encrypted, as on AWS. plain: as it is",
                          {{"envelope", false}, {"plain", true}});
  }

  void AddPageOptions(oauth::Settings& oauth) {
    line_.AddText("public_url", "URL", oauth.public_url, "By what browsers reach the sign-in pages, where requests name something else",
                  "scheme and host, like https://auth.example:8443", IsPublicUrl);
    line_.AddChoice<bool>("page_hints", oauth.page_hints, "Whether sign-in pages lead to the trace and the messages of a sign-in",
                          {{"on", true}, {"off", false}});
  }

  void AddTriggerOptions(triggers::CallSettings& settings) {
    line_.AddChoice<bool>("triggers", settings.skip, "Whether the Lambda functions of pools are called. skip: as if there were none",
                          {{"call", false}, {"skip", true}});
    line_.AddText("lambda_endpoint", "URL", settings.lambda_endpoint,
                  "Where the functions are that [triggers] in the TOML file has no place for: a Lambda Invoke API",
                  "the URL of an Invoke API, without a query, like http://127.0.0.1:3002", IsLambdaEndpoint);
    line_.AddNumber("trigger_attempts", settings.attempts, 1, 10, "How often a function is called that does not answer");
    line_.AddNumber("trigger_timeout", settings.timeout_seconds, 1, 900, "Seconds that a function may take, each time");
    line_.AddTable("triggers", settings.table, [](const std::string& json) { triggers::ParsePlaces(json); });
  }

  void AddQuotas(pools::Quotas& quotas) {
    constexpr int kMost = 1'000'000;
    line_.AddNumber("max_identity_providers", quotas.identity_providers, 1, kMost, "Identity providers in one user pool");
    line_.AddNumber("max_user_pools", quotas.user_pools, 1, kMost, "User pools of one account in one region");
    line_.AddNumber("max_app_clients", quotas.app_clients, 1, kMost, "App clients in one user pool");
    line_.AddNumber("max_client_secrets", quotas.client_secrets, 1, 100, "Secrets of one app client");
    line_.AddNumber("max_custom_attributes", quotas.custom_attributes, 1, kMost, "Custom attributes in one user pool");
    line_.AddNumber("max_custom_domains", quotas.custom_domains, 1, kMost, "Custom domains of one account");
    line_.AddNumber("max_groups", quotas.groups, 1, kMost, "Groups in one user pool");
    line_.AddNumber("max_managed_login_branding_styles", quotas.managed_login_branding_styles, 1, kMost,
                    "Managed login branding styles in one user pool");
    line_.AddNumber("max_replicas", quotas.replicas, 1, 1'000, "Replicas of one user pool in other regions");
    line_.AddNumber("max_resource_servers", quotas.resource_servers, 1, kMost, "Resource servers in one user pool");
    line_.AddNumber("max_user_import_jobs", quotas.user_import_jobs, 1, kMost, "Import jobs of one user pool");
  }

  // The service model itself takes no more than their defaults.
  void AddQuotasOfLists(pools::Quotas& quotas) {
    line_.AddNumber("max_callback_urls", quotas.callback_urls, 1, 100, "Callback URLs of one app client");
    line_.AddNumber("max_client_scopes", quotas.client_scopes, 1, 50, "Scopes of one app client");
    line_.AddNumber("max_logout_urls", quotas.logout_urls, 1, 100, "Logout URLs of one app client");
    line_.AddNumber("max_provider_identifiers", quotas.provider_identifiers, 1, 50, "Identifiers of one identity provider");
    line_.AddNumber("max_resource_server_scopes", quotas.resource_server_scopes, 1, 100, "Scopes of one resource server");
  }

  void AddLimits(http::beast::Settings& http) {
    line_.AddNumber("max_body_bytes", http.max_body_bytes, 1024, 1024 * 1024 * 1024,
                    "Size of a request's body; most operations take no more than 1 MiB anyway");
    line_.AddNumber("max_request_memory", http.max_request_memory, 1024 * 1024, 1024L * 1024 * 1024 * 1024,
                    "Bytes of all requests' bodies together that are in memory at the same time");
    line_.AddNumber("max_connections", http.max_connections, 1, 1'000'000, "Connections at the same time");
    line_.AddNumber("threads", http.threads, 0, 1024, "Threads for input and output; 0 for as many as there are cores");
    line_.AddNumber("max_waiting", http.max_waiting, 1, 100'000, "Calls that wait for other servers at the same time, each on a thread");
  }

  Options options_;
  CommandLine line_;
};

}  // namespace

std::variant<Options, Exit> ParseOptions(int argc, const char* const* argv, std::string_view version) {
  if (const std::string port = EnvironmentValue("PORT"); !port.empty()) setenv("ROCKPOOL_PORT", port.c_str(), 0);
  return Declaration(argc, argv, version).Parse();
}

std::vector<std::string> WarningsOfVariables() {
  std::vector<std::string> set;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    set.emplace_back(text.substr(0, text.find('=')));
  }
  return WarningsOf(set, Declaration(0, nullptr, "").Variables());
}

}  // namespace rockpool
