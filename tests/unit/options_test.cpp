#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "server/triggers/places/places.h"
#include "tests/unit/options_fixture.h"

namespace rockpool {
namespace {

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
