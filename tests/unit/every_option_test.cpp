// Each option is a flag, a variable and a key of the file, and stands in the sample file.
#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "tests/unit/options_fixture.h"

namespace rockpool {
namespace {

struct OptionCase {
  std::string key;
  std::string value;
  std::function<void(Options&)> change;  // what the value changes in the defaults
  bool is_number = false;

  std::string Flag() const {
    std::string flag = "--" + key;
    std::replace(flag.begin(), flag.end(), '_', '-');
    return flag;
  }
  std::string Variable() const {
    std::string name = "ROCKPOOL_" + key;
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    return name;
  }
  std::string TomlLine() const { return key + " = " + (is_number ? value : "\"" + value + "\"") + "\n"; }
};

std::vector<OptionCase> EveryOption() {
  return {
      {"host", "0.0.0.0", [](Options& o) { o.http.host = "0.0.0.0"; }},
      {"port", "65535", [](Options& o) { o.http.port = 65535; }, true},
      {"tls_port", "0", [](Options& o) { o.tls.port = 0; }, true},
      {"tls_certificate", "c.pem", [](Options& o) { o.tls.certificate = "c.pem"; }},
      {"tls_key", "k.pem", [](Options& o) { o.tls.key = "k.pem"; }},
      {"tls_names", "a.test, 10.0.0.1",
       [](Options& o) {
         o.tls.names = {"a.test", "10.0.0.1"};
       }},
      {"trusted_ca", "ca.pem", [](Options& o) { o.tls.trusted_ca = "ca.pem"; }},
      {"connect_to", "a.example=127.0.0.1:9443", [](Options& o) { o.connect_to = {"a.example=127.0.0.1:9443"}; }},
      {"database", ":memory:", [](Options& o) { o.storage.path = ":memory:"; }},
      {"seed", "[a, b] {}.json", [](Options& o) { o.seed = "[a, b] {}.json"; }},
      {"log_level", "debug", [](Options& o) { o.log_level = util::LogLevel::kDebug; }},
      {"log_format", "json", [](Options& o) { o.log_format = util::LogFormat::kJson; }},
      {"region", "eu-central-1", [](Options& o) { o.protocol.default_region = "eu-central-1"; }},
      {"account", "012345678901", [](Options& o) { o.protocol.default_account = "012345678901"; }},
      {"sigv4", "require", [](Options& o) { o.protocol.require_sigv4 = true; }},
      {"durability", "full", [](Options& o) { o.storage.durability = storage::sqlite::Durability::kPower; }},
      {"remote_documents", "never",
       [](Options& o) { o.identity_providers.providers = identity_providers::Settings::Providers::kSimulated; }},
      {"providers", "simulated", [](Options& o) { o.identity_providers.providers = identity_providers::Settings::Providers::kSimulated; }},
      {"provider_details_update", "replace",
       [](Options& o) { o.identity_providers.update_mode = identity_providers::Settings::UpdateMode::kReplace; }},
      {"social_scopes", "any", [](Options& o) { o.identity_providers.any_social_scopes = true; }},
      {"attempt_limits", "aws", [](Options& o) { o.accounts.attempt_limits = accounts::AttemptLimits::kAws; }},
      {"rates", "enforced", [](Options& o) { o.enforces_rates = true; }},
      {"issuer", "https://auth.test:8443/base", [](Options& o) { o.tokens.issuer = "https://auth.test:8443/base"; }},
      {"smtp", "smtp://mail.test:1025", [](Options& o) { o.messaging.smtp = "smtp://mail.test:1025"; }},
      {"message_webhook", "http://127.0.0.1:8080/hook?a=1",
       [](Options& o) { o.messaging.message_webhook = "http://127.0.0.1:8080/hook?a=1"; }},
      {"log_delivery", "http://127.0.0.1:8080/logs", [](Options& o) { o.messaging.log_delivery = "http://127.0.0.1:8080/logs"; }},
      {"kms_endpoint", "http://127.0.0.1:4566", [](Options& o) { o.messaging.kms_endpoint = "http://127.0.0.1:4566"; }},
      {"custom_sender_code", "plain", [](Options& o) { o.messaging.plain_sender_codes = true; }},
      {"public_url", "https://auth.test:8443", [](Options& o) { o.oauth.public_url = "https://auth.test:8443"; }},
      {"page_hints", "off", [](Options& o) { o.oauth.page_hints = false; }},
      {"triggers", "skip", [](Options& o) { o.triggers.skip = true; }},
      {"lambda_endpoint", "http://127.0.0.1:3002", [](Options& o) { o.triggers.lambda_endpoint = "http://127.0.0.1:3002"; }},
      {"trigger_attempts", "1", [](Options& o) { o.triggers.attempts = 1; }, true},
      {"trigger_timeout", "30", [](Options& o) { o.triggers.timeout_seconds = 30; }, true},
      {"signing_keys", "own", [](Options& o) { o.signing_keys = crypto::SigningKeys::kOwn; }},
      {"allowed_hosts", "Rockpool.test, dev-1.example.com",
       [](Options& o) {
         o.protocol.trusted_sites.hosts = {"rockpool.test", "dev-1.example.com"};
       }},
      {"allowed_origins", "https://App.test:443, capacitor://app,http://dev-1.example.com:3000/",
       [](Options& o) {
         o.protocol.trusted_sites.origins = {"https://app.test", "capacitor://app", "http://dev-1.example.com:3000"};
       }},
      {"max_identity_providers", "2", [](Options& o) { o.quotas.identity_providers = 2; }, true},
      {"max_user_pools", "3", [](Options& o) { o.quotas.user_pools = 3; }, true},
      {"max_app_clients", "4", [](Options& o) { o.quotas.app_clients = 4; }, true},
      {"max_client_secrets", "13", [](Options& o) { o.quotas.client_secrets = 13; }, true},
      {"max_custom_attributes", "6", [](Options& o) { o.quotas.custom_attributes = 6; }, true},
      {"max_custom_domains", "7", [](Options& o) { o.quotas.custom_domains = 7; }, true},
      {"max_groups", "8", [](Options& o) { o.quotas.groups = 8; }, true},
      {"max_managed_login_branding_styles", "9", [](Options& o) { o.quotas.managed_login_branding_styles = 9; }, true},
      {"max_replicas", "11", [](Options& o) { o.quotas.replicas = 11; }, true},
      {"max_resource_servers", "10", [](Options& o) { o.quotas.resource_servers = 10; }, true},
      {"max_user_import_jobs", "12", [](Options& o) { o.quotas.user_import_jobs = 12; }, true},
      {"max_callback_urls", "12", [](Options& o) { o.quotas.callback_urls = 12; }, true},
      {"max_client_scopes", "5", [](Options& o) { o.quotas.client_scopes = 5; }, true},
      {"max_logout_urls", "14", [](Options& o) { o.quotas.logout_urls = 14; }, true},
      {"max_provider_identifiers", "15", [](Options& o) { o.quotas.provider_identifiers = 15; }, true},
      {"max_resource_server_scopes", "16", [](Options& o) { o.quotas.resource_server_scopes = 16; }, true},
      {"max_body_bytes", "1024", [](Options& o) { o.http.max_body_bytes = 1024; }, true},
      {"max_request_memory", "2000000", [](Options& o) { o.http.max_request_memory = 2000000; }, true},
      {"max_connections", "5", [](Options& o) { o.http.max_connections = 5; }, true},
      {"threads", "6", [](Options& o) { o.http.threads = 6; }, true},
      {"max_waiting", "7", [](Options& o) { o.http.max_waiting = 7; }, true},
  };
}

class EveryOptionTest : public OptionsTest, public testing::WithParamInterface<OptionCase> {
 protected:
  static Options Expected() {
    Options options;
    GetParam().change(options);
    EXPECT_NE(options, Options()) << "a case that changes nothing proves nothing";
    return options;
  }
};

TEST_P(EveryOptionTest, IsAFlag) {
  EXPECT_EQ(Parsed({GetParam().Flag().c_str(), GetParam().value.c_str()}), Expected());
  EXPECT_EQ(Parsed({(GetParam().Flag() + "=" + GetParam().value).c_str()}), Expected());
}

TEST_P(EveryOptionTest, IsAnEnvironmentVariable) {
  SetVariable(GetParam().Variable(), GetParam().value);
  EXPECT_EQ(Parsed({}), Expected());
}

TEST_P(EveryOptionTest, IsAKeyOfTheFile) { EXPECT_EQ(ParsedFromFile(GetParam().TomlLine()), Expected()); }

TEST_P(EveryOptionTest, IsNotTakenFromAValueOfAnotherType) {
  const std::string& key = GetParam().key;
  const std::string wrong_scalar = GetParam().is_number ? "\"" + GetParam().value + "\"" : "5";
  std::vector<std::string> values{wrong_scalar, "true", "1.5", "[1]"};
  if (key != "triggers") values.emplace_back("{a = 1}");  // a table of that name is something else
  for (const std::string& value : values) {
    EXPECT_NE(RefusalOfFile("\n" + key + " = " + value).find(", line 2: \"" + key + "\" must be a "), std::string::npos) << value;
  }
}

TEST_P(EveryOptionTest, IsNamedInTheSampleFile) {
  std::ifstream sample(std::filesystem::path(ROCKPOOL_SOURCE_DIR) / "config/rockpool.toml");
  std::stringstream text;
  text << sample.rdbuf();
  EXPECT_NE(text.str().find("\n" + GetParam().key + " = "), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(Options, EveryOptionTest, testing::ValuesIn(EveryOption()), [](const auto& info) { return info.param.key; });

TEST_F(OptionsTest, CasesAboveCoverWhatTheHelpShows) {
  const std::string help = std::get<Exit>(Parse({"--help"})).text;
  std::vector<std::string> shown;
  for (std::size_t begin = help.find("(Env:"); begin != std::string::npos; begin = help.find("(Env:", begin + 1)) {
    const std::size_t name = begin + std::string_view("(Env:").size();
    shown.push_back(help.substr(name, help.find(')', name) - name));
  }
  std::erase(shown, "ROCKPOOL_CONFIG");
  std::vector<std::string> covered;
  for (const OptionCase& option : EveryOption()) covered.push_back(option.Variable());
  EXPECT_EQ(shown, covered);
}

TEST_F(OptionsTest, SampleFileHoldsTheDefaults) {
  Options options = Parsed({"--config", (std::filesystem::path(ROCKPOOL_SOURCE_DIR) / "config/rockpool.toml").c_str()});
  options.config.clear();
  EXPECT_EQ(options, Options());
}

TEST_F(OptionsTest, NoVariableOfAnOptionIsUnknown) {
  for (const OptionCase& option : EveryOption()) SetVariable(option.Variable(), option.value);
  SetVariable("ROCKPOOL_CONFIG", "");
  SetVariable("ROCKPOO_PORT", "1");
  EXPECT_EQ(WarningsOfVariables(), std::vector<std::string>{});
}

}  // namespace
}  // namespace rockpool
