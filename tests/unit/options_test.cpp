#include "server/options.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "server/triggers/places/places.h"

extern char** environ;

namespace rockpool {
namespace {

// Every test begins without a variable that rockpool reads, and leaves the environment as it was.
class OptionsTest : public testing::Test {
 protected:
  OptionsTest() {
    for (char** variable = environ; *variable != nullptr; ++variable) {
      const std::string text = *variable;
      if (text.starts_with("ROCKPOOL_") || text.starts_with("PORT=")) {
        saved_[text.substr(0, text.find('='))] = text.substr(text.find('=') + 1);
      }
    }
    ClearVariables();
  }

  ~OptionsTest() override {
    ClearVariables();
    for (const auto& [name, value] : saved_) setenv(name.c_str(), value.c_str(), 1);
    for (const std::filesystem::path& file : files_) std::filesystem::remove(file);
  }

  void SetVariable(const std::string& name, const std::string& value) {
    setenv(name.c_str(), value.c_str(), 1);
    set_.push_back(name);
  }

  // The path of a new file with that text.
  std::string File(const std::string& text) {
    std::string path = std::filesystem::temp_directory_path() / "rockpool_options_XXXXXX";
    close(mkstemp(path.data()));
    std::ofstream(path) << text;
    files_.push_back(path);
    return path;
  }

  static std::variant<Options, Exit> Parse(std::vector<const char*> arguments) {
    arguments.insert(arguments.begin(), "rockpool");
    return ParseOptions(static_cast<int>(arguments.size()), arguments.data(), "1.2.3");
  }

  static Options Parsed(const std::vector<const char*>& arguments) {
    auto result = Parse(arguments);
    if (const auto* exit = std::get_if<Exit>(&result)) {
      ADD_FAILURE() << exit->text;
      return {};
    }
    return std::get<Options>(result);
  }

  // The options of a file alone, but for its path.
  Options ParsedFromFile(const std::string& text) {
    Options options = Parsed({"--config", File(text).c_str()});
    options.config.clear();
    return options;
  }

  static std::string Refusal(const std::vector<const char*>& arguments) {
    auto result = Parse(arguments);
    const auto* exit = std::get_if<Exit>(&result);
    if (exit == nullptr) return "accepted";
    EXPECT_EQ(exit->code, kUsageError);
    EXPECT_TRUE(exit->text.starts_with("rockpool: ")) << exit->text;
    EXPECT_EQ(std::count(exit->text.begin(), exit->text.end(), '\n'), 1) << exit->text;
    return exit->text;
  }

  std::string RefusalOfFile(const std::string& text) { return Refusal({"--config", File(text).c_str()}); }

 private:
  void ClearVariables() {
    for (const auto& [name, value] : saved_) unsetenv(name.c_str());
    for (const std::string& name : set_) unsetenv(name.c_str());
    unsetenv("ROCKPOOL_PORT");  // ParseOptions sets it where there is PORT
  }

  std::map<std::string, std::string> saved_;
  std::vector<std::string> set_;
  std::vector<std::filesystem::path> files_;
};

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

TEST_F(OptionsTest, ProvidersCountsBeforeItsOlderName) {
  using Providers = identity_providers::Settings::Providers;
  EXPECT_EQ(Parsed({"--providers=online", "--remote-documents=never"}).identity_providers.providers, Providers::kOnline);
  EXPECT_EQ(Parsed({"--remote-documents=never", "--providers=local"}).identity_providers.providers, Providers::kLocal);
}

TEST_F(OptionsTest, FlagBeatsEnvironmentBeatsFileBeatsDefault) {
  EXPECT_EQ(Parsed({}).http.port, 9229);
  const std::string file = File("port = 1\nhost = \"file\"\n");
  EXPECT_EQ(Parsed({"--config", file.c_str()}).http.port, 1);
  SetVariable("ROCKPOOL_PORT", "2");
  EXPECT_EQ(Parsed({"--config", file.c_str()}).http.port, 2);
  EXPECT_EQ(Parsed({"--config", file.c_str(), "--port", "3"}).http.port, 3);
  EXPECT_EQ(Parsed({"--config", file.c_str(), "--port", "3"}).http.host, "file");
}

TEST_F(OptionsTest, LastOfSeveralFlagsCounts) { EXPECT_EQ(Parsed({"--port", "1", "--port=2"}).http.port, 2); }

TEST_F(OptionsTest, EmptyVariableCountsAsNotSet) {
  SetVariable("ROCKPOOL_PORT", "");
  SetVariable("PORT", "");
  EXPECT_EQ(Parsed({}).http.port, 9229);
  EXPECT_EQ(ParsedFromFile("port = 1").http.port, 1);
}

TEST_F(OptionsTest, UnknownVariableOfOursIsNoErrorButWorthAWarning) {
  SetVariable("ROCKPOOL_COLOUR", "blue");
  EXPECT_EQ(Parsed({}), Options());
  const std::vector<std::string> warnings = WarningsOfVariables();
  ASSERT_EQ(warnings.size(), 1U);
  EXPECT_TRUE(warnings[0].starts_with("There is no option for the variable ROCKPOOL_COLOUR; the nearest is ROCKPOOL_")) << warnings[0];
}

TEST_F(OptionsTest, MisspeltVariableIsToldTheRightOne) {
  SetVariable("ROCKPOOL_ALLOWED_ORIGIN", "https://a.test");
  EXPECT_EQ(WarningsOfVariables(), std::vector<std::string>{"There is no option for the variable ROCKPOOL_ALLOWED_ORIGIN; the nearest is "
                                                            "ROCKPOOL_ALLOWED_ORIGINS."});
}

TEST_F(OptionsTest, NoVariableOfAnOptionIsUnknown) {
  for (const OptionCase& option : EveryOption()) SetVariable(option.Variable(), option.value);
  SetVariable("ROCKPOOL_CONFIG", "");
  SetVariable("ROCKPOO_PORT", "1");
  EXPECT_EQ(WarningsOfVariables(), std::vector<std::string>{});
}

TEST_F(OptionsTest, PortVariableStandsInForOurs) {
  SetVariable("PORT", "77");
  EXPECT_EQ(ParsedFromFile("port = 1").http.port, 77);
}

TEST_F(OptionsTest, OurPortVariableBeatsThePortVariable) {
  SetVariable("PORT", "77");
  SetVariable("ROCKPOOL_PORT", "78");
  EXPECT_EQ(Parsed({}).http.port, 78);
}

TEST_F(OptionsTest, FileIsFoundByVariableToo) {
  const std::string file = File("port = 1");
  SetVariable("ROCKPOOL_CONFIG", file);
  EXPECT_EQ(Parsed({}).http.port, 1);
  EXPECT_EQ(Parsed({}).config, file);
  const std::string other = File("port = 2");
  EXPECT_EQ(Parsed({"--config", other.c_str()}).http.port, 2);
  EXPECT_EQ(Parsed({"--config", other.c_str()}).config, other);
}

TEST_F(OptionsTest, FileThatCannotBeReadIsNamed) {
  const std::string missing = File("") + ".missing";
  const std::string sentence = "rockpool: The configuration file " + missing + " cannot be read.\n";
  EXPECT_EQ(Refusal({"--config", missing.c_str()}), sentence);
  SetVariable("ROCKPOOL_CONFIG", missing);
  EXPECT_EQ(Refusal({}), sentence);
  EXPECT_NE(Refusal({"--config", std::filesystem::temp_directory_path().c_str()}).find("cannot be read"), std::string::npos);
}

TEST_F(OptionsTest, FileIsReadAsToml) {
  const Options options = ParsedFromFile(R"(
    "host" = 'C:\n'   # a literal string
    seed = "a\tb \"c\" \u00e9 #d"
    database = """
two
lines"""
    port = 0xFF
    max_body_bytes = 1_000_000
  )");
  EXPECT_EQ(options.http.host, "C:\\n");
  EXPECT_EQ(options.seed, "a\tb \"c\" \xC3\xA9 #d");
  EXPECT_EQ(options.storage.path, "two\nlines");
  EXPECT_EQ(options.http.port, 255);
  EXPECT_EQ(options.http.max_body_bytes, 1'000'000U);
}

TEST_F(OptionsTest, KeyThatNoOptionHasIsNamedWithItsLine) {
  for (const std::string key : {"prot", "max-user-pools", "config", "healthcheck", "help", "version", "h", "PORT"}) {
    EXPECT_NE(RefusalOfFile("host = \"h\"\n" + key + " = 5").find(", line 2: there is no option named \"" + key + "\"."),
              std::string::npos);
  }
  EXPECT_NE(RefusalOfFile("[http]\nport = 5").find(", line 1: there is no option named \"http\"."), std::string::npos);
}

TEST_F(OptionsTest, PlacesOfFunctionsAreATableOfTheFile) {
  const Options options = ParsedFromFile(R"(
    port = 1
    [triggers]
    functions = [
      { function = "pre-*", lambda = "http://127.0.0.1:3002" },
      { function = "a\"\t\u00e9", rules = true },
    ]
    [[triggers.rules]]
    trigger = "PreSignUp"
    when = { "request.userAttributes.email" = "*@example.com" }
    confirm = true
  )");
  EXPECT_EQ(options.http.port, 1);
  const triggers::Places places = triggers::ParsePlaces(options.triggers.table);
  ASSERT_EQ(places.functions.size(), 2U);
  EXPECT_EQ(places.functions[0].url.Origin(), "http://127.0.0.1:3002");
  EXPECT_EQ(places.functions[1].function, "a\"\t\xC3\xA9");
  ASSERT_EQ(places.rules.size(), 1U);
  EXPECT_TRUE(places.rules[0].confirms);
}

TEST_F(OptionsTest, PlacesThatCannotBeReadAreRefusedWithTheirLine) {
  const std::string file = File("port = 1\n\n[triggers]\nfunctions = [{ function = \"a\", webhok = \"http://h/\" }]\n");
  EXPECT_EQ(Refusal({"--config", file.c_str()}),
            "rockpool: The configuration file " + file + ", line 3: Function 1 of [triggers]: there is no member named \"webhok\".\n");
  EXPECT_NE(RefusalOfFile("triggers = {a = 1}").find(", line 1: [triggers] has no member named \"a\""), std::string::npos);
  EXPECT_NE(RefusalOfFile("triggers = {rules = [" + std::string(100, '[') + std::string(100, ']') + "]}").find("triggers"),
            std::string::npos);
}

TEST_F(OptionsTest, LambdaEndpointMustBeOneThatCanBeAsked) {
  EXPECT_EQ(Parsed({"--lambda-endpoint", ""}).triggers.lambda_endpoint, "");
  for (const char* bad : {"127.0.0.1:3002", "ftp://h/", "http://h/?a=1", "http://169.254.169.254/"}) {
    EXPECT_EQ(Refusal({"--lambda-endpoint", bad}),
              "rockpool: --lambda-endpoint must be the URL of an Invoke API, without a query, like http://127.0.0.1:3002, not \"" +
                  std::string(bad) + "\".\n");
  }
}

TEST_F(OptionsTest, FileThatIsNoTomlIsRefusedWithThePlace) {
  EXPECT_NE(RefusalOfFile("port = 1\nhost: x").find("is not valid: line 2, column "), std::string::npos);
  EXPECT_NE(RefusalOfFile("port = 1\nport = 2").find("is not valid: line 2, column "), std::string::npos);
  EXPECT_NE(RefusalOfFile("host = \"\xFF\"").find("is not valid: line 1, column "), std::string::npos);
}

TEST_F(OptionsTest, FileIsBoundedInSizeAndDepth) {
  EXPECT_EQ(ParsedFromFile("port = 1\n" + std::string(1024 * 1024 - 9, '#')).http.port, 1);
  EXPECT_NE(RefusalOfFile("port = 1\n" + std::string(1024 * 1024 - 8, '#')).find("larger than 1 MiB"), std::string::npos);
  EXPECT_NE(RefusalOfFile("port = " + std::string(100'000, '[')).find("is not valid"), std::string::npos);
}

TEST_F(OptionsTest, NumberMustBeWholeAndInItsRange) {
  for (const char* value : {"", "x", "-1", "65536", "99999999999999999999", "1.5", "0x10", " 1", "1 ", "+1"}) {
    EXPECT_EQ(Refusal({"--port", value}), "rockpool: --port must be a whole number from 0 to 65535, not \"" + std::string(value) + "\".\n");
  }
  EXPECT_EQ(Parsed({"--port", "0"}).http.port, 0);
  EXPECT_EQ(Parsed({"--tls-port", "-1"}).tls.port, std::nullopt);
  EXPECT_NE(Refusal({"--tls-port", "-2"}).find("from -1 to 65535"), std::string::npos);
  EXPECT_NE(Refusal({"--max-waiting", "0"}).find("from 1 to 100000"), std::string::npos);
}

TEST_F(OptionsTest, ChoiceMustBeOneOfItsWords) {
  EXPECT_EQ(Refusal({"--log-level", "Info"}), "rockpool: --log-level must be one of debug, info, warning, error, off, not \"Info\".\n");
}

TEST_F(OptionsTest, TextMustHaveItsForm) {
  EXPECT_EQ(Refusal({"--account", "12"}), "rockpool: --account must be 12 digits, not \"12\".\n");
  EXPECT_NE(Refusal({"--account", "00000000000x"}), "accepted");
  EXPECT_NE(Refusal({"--region", "US_EAST"}), "accepted");
  EXPECT_NE(Refusal({"--database", ""}), "accepted");
  EXPECT_NE(Refusal({"--host", ""}), "accepted");
  EXPECT_EQ(Refusal({"--tls-names", "a.test,b c.test,*"}),
            "rockpool: --tls-names must be host names and IP addresses, separated by commas, not \"a.test,b c.test,*\".\n");
  EXPECT_EQ(Refusal({"--allowed-hosts", "a.example:80"}),
            "rockpool: --allowed-hosts must be host names without ports, with commas between them, not \"a.example:80\".\n");
  for (const char* bad : {"a.example", "*", "null", "https://a.example/path", "https://a.example b.example"}) {
    EXPECT_EQ(Refusal({"--allowed-origins", bad}),
              "rockpool: --allowed-origins must be origins like https://app.example:8443, with commas between them, not \"" +
                  std::string(bad) + "\".\n");
  }
}

TEST_F(OptionsTest, RefusalNamesWhereTheValueCameFrom) {
  const std::string file = File("account = \"1\"");
  EXPECT_EQ(Refusal({"--config", file.c_str()}), "rockpool: \"account\" in " + file + " must be 12 digits, not \"1\".\n");
  SetVariable("ROCKPOOL_ACCOUNT", "2");
  EXPECT_EQ(Refusal({"--config", file.c_str()}), "rockpool: ROCKPOOL_ACCOUNT must be 12 digits, not \"2\".\n");
  EXPECT_EQ(Refusal({"--config", file.c_str(), "--account=3"}), "rockpool: --account must be 12 digits, not \"3\".\n");
  SetVariable("PORT", "x");
  EXPECT_NE(Refusal({"--account=000000000000"}).find("ROCKPOOL_PORT (or PORT) must be "), std::string::npos);
}

TEST_F(OptionsTest, UnknownFlagAndLooseWordAreRefused) {
  EXPECT_NE(Refusal({"--prot", "5"}).find("--prot"), std::string::npos);
  EXPECT_NE(Refusal({"serve"}).find("serve"), std::string::npos);
}

TEST_F(OptionsTest, FlagWithoutItsValueDoesNotSwallowTheNext) {
  EXPECT_EQ(Refusal({"--seed=", "--port", "1"}), "rockpool: --seed= has no value: leave it out, or write one.\n");
  EXPECT_NE(Refusal({"--port"}).find("--port"), std::string::npos);
}

TEST_F(OptionsTest, HealthcheckIsAFlag) {
  EXPECT_FALSE(Parsed({}).healthcheck);
  EXPECT_TRUE(Parsed({"--healthcheck"}).healthcheck);
}

TEST_F(OptionsTest, VersionEndsTheProgramWell) {
  const Exit exit = std::get<Exit>(Parse({"--version"}));
  EXPECT_EQ(exit.code, 0);
  EXPECT_EQ(exit.text, "rockpool 1.2.3\n");
}

TEST_F(OptionsTest, HelpShowsDefaultsAndEndsTheProgramWell) {
  for (const char* flag : {"--help", "-h"}) {
    const Exit exit = std::get<Exit>(Parse({flag}));
    EXPECT_EQ(exit.code, 0);
    EXPECT_NE(exit.text.find("--port NUMBER=9229 (Env:ROCKPOOL_PORT)"), std::string::npos) << exit.text;
    EXPECT_NE(exit.text.find("--log-level debug|info|warning|error|off=info "), std::string::npos) << exit.text;
  }
}

TEST_F(OptionsTest, NoArgumentsAtAllAreTheDefaults) { EXPECT_EQ(std::get<Options>(ParseOptions(0, nullptr, "1.2.3")), Options()); }

}  // namespace
}  // namespace rockpool
