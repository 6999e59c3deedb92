// The only file that includes CLI11. Every option is declared once, in DeclareOptions; its three spellings follow from its name.
#include "server/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <functional>
#include <istream>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "server/crypto/certificate_authority.h"
#include "server/http/origin.h"
#include "server/toml_config.h"
#include "server/unknown_variables.h"
#include "server/util/strings.h"

extern char** environ;

namespace rockpool {

namespace {

constexpr const char* kNumberType = "NUMBER";

std::string KebabCase(std::string name) {
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

std::string EnvironmentName(const std::string& key) {
  std::string name = "ROCKPOOL_" + key;
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return name;
}

std::string EnvironmentValue(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value == nullptr ? std::string() : value;
}

// Stands in for CLI11's own reader of files, which is no TOML and lets the file beat the environment.
class TomlConfig final : public CLI::Config {
 public:
  explicit TomlConfig(const CLI::App& app) : app_(app) {}

  std::string to_config(const CLI::App*, bool, bool, std::string) const override { return {}; }

  std::vector<CLI::ConfigItem> from_config(std::istream& input) const override {
    std::vector<CLI::ConfigItem> items;
    for (const TomlEntry& entry : Read(input)) {
      const CLI::Option& option = OptionOf(entry);
      std::string value = TextOf(entry, option);
      if (EnvironmentValue(option.get_envname()).empty()) items.push_back({{}, KebabCase(entry.key), {std::move(value)}});
    }
    return items;
  }

 private:
  static std::vector<TomlEntry> Read(std::istream& input) {
    try {
      return ReadToml(input);
    } catch (const TomlError& error) {
      throw CLI::ConfigError(std::string(" is not valid: ") + error.what() + ".", CLI::ExitCodes::ConfigError);
    }
  }

  [[noreturn]] static void Refuse(const TomlEntry& entry, const std::string& what) {
    throw CLI::ConfigError(", line " + std::to_string(entry.line) + ": " + what, CLI::ExitCodes::ConfigError);
  }

  const CLI::Option& OptionOf(const TomlEntry& entry) const {
    const bool is_snake_case = entry.key.find('-') == std::string::npos;
    const CLI::Option* option = is_snake_case ? app_.get_option_no_throw("--" + KebabCase(entry.key)) : nullptr;
    if (option == nullptr || !option->get_configurable()) Refuse(entry, "there is no option named \"" + entry.key + "\".");
    return *option;
  }

  static std::string TextOf(const TomlEntry& entry, const CLI::Option& option) {
    const auto* text = std::get_if<std::string>(&entry.value);
    const auto* number = std::get_if<std::int64_t>(&entry.value);
    if (option.get_type_name() == kNumberType) {
      if (number == nullptr) Refuse(entry, "\"" + entry.key + "\" must be a whole number without quotes.");
      return std::to_string(*number);
    }
    if (text == nullptr) Refuse(entry, "\"" + entry.key + "\" must be a text in quotes.");
    return *text;
  }

  const CLI::App& app_;
};

template <class Value>
using Choices = std::vector<std::pair<std::string, Value>>;

class Parser {
 public:
  Parser(int argc, const char* const* argv, std::string_view version) : arguments_(argv + std::min(argc, 1), argv + argc) {
    app_.name("rockpool");
    app_.set_help_flag("-h,--help", "Print this help and end");
    app_.set_version_flag("--version", "rockpool " + std::string(version), "Print the version and end");
    app_.footer(
        "Env names the environment variable of an option. In the TOML file an option is its name with underscores: max_user_pools.\n"
        "A flag beats the environment, which beats the file. config/rockpool.toml is a commented sample.");
    DeclareOptions();
  }

  std::variant<Options, Exit> Parse() {
    try {
      RefuseEmptyFlagValues();
      app_.parse(std::vector<std::string>(arguments_.rbegin(), arguments_.rend()));  // CLI11 takes them from the back
      options_.config = config_option_->as<std::string>();
      return options_;
    } catch (const CLI::CallForHelp&) {
      return Exit{0, app_.help()};
    } catch (const CLI::CallForVersion& version) {
      return Exit{0, std::string(version.what()) + "\n"};
    } catch (const CLI::FileError&) {
      return Failure("The configuration file " + config_option_->as<std::string>() + " cannot be read.");
    } catch (const CLI::ConfigError& error) {
      return Failure("The configuration file " + config_option_->as<std::string>() + error.what());
    } catch (const CLI::ValidationError& error) {
      return Failure(error.what());
    } catch (const CLI::ParseError& error) {
      return Failure(std::string(error.what()) + "; see rockpool --help.");
    }
  }

  std::vector<std::string> Variables() const {
    std::vector<std::string> names{EnvironmentName("config")};
    for (const CLI::Option* option : app_.get_options()) {
      if (!option->get_envname().empty()) names.push_back(option->get_envname());
    }
    return names;
  }

 private:
  static Exit Failure(const std::string& sentence) { return Exit{kUsageError, "rockpool: " + sentence + "\n"}; }

  // CLI11 would take the next argument for the value.
  void RefuseEmptyFlagValues() const {
    for (const std::string& argument : arguments_) {
      if (argument.starts_with("--") && argument.find('=') == argument.size() - 1) {
        throw CLI::ValidationError(argument + " has no value: leave it out, or write one.");
      }
    }
  }

  bool IsFlagGiven(const std::string& flag) const {
    return std::any_of(arguments_.begin(), arguments_.end(),
                       [&](const std::string& argument) { return argument == flag || argument.starts_with(flag + "="); });
  }

  // The spelling by which the user set the option, which follows from which one beats the others.
  std::string SpellingInUse(const std::string& key) const {
    std::string flag = "--" + KebabCase(key);
    if (IsFlagGiven(flag)) return flag;
    const std::string variable = EnvironmentName(key);
    if (!EnvironmentValue(variable).empty()) return key == "port" ? variable + " (or PORT)" : variable;
    return "\"" + key + "\" in " + config_option_->as<std::string>();
  }

  // `accept` says whether it took the value; `requirement` completes the sentence "--port must be ...".
  void Add(const std::string& key, const std::string& type, const std::string& default_value, const std::string& help,
           const std::string& requirement, std::function<bool(const std::string&)> accept) {
    const auto set = [this, key, requirement, accept = std::move(accept)](const std::string& value) {
      if (!accept(value)) throw CLI::ValidationError(SpellingInUse(key) + " must be " + requirement + ", not \"" + value + "\".");
    };
    app_.add_option_function<std::string>("--" + KebabCase(key), set, help)
        ->envname(EnvironmentName(key))
        ->type_name(type)
        ->default_str(default_value)
        ->take_last();
  }

  void AddText(const std::string& key, const std::string& type, std::string& target, const std::string& help,
               const std::string& requirement, bool (*is_legal)(std::string_view)) {
    Add(key, type, target, help, requirement, [&target, is_legal](const std::string& value) {
      target = value;
      return is_legal(value);
    });
  }

  void AddPath(const std::string& key, std::string& target, const std::string& help) {
    AddText(key, "FILE", target, help, "a path", [](std::string_view) { return true; });
  }

  // Host names between commas, in lower case.
  void AddHosts(const std::string& key, std::vector<std::string>& target, const std::string& help) {
    Add(key, "NAME,...", "", help, "host names without ports, with commas between them", [&target](const std::string& text) {
      const std::string value = util::LowerCase(text);
      target.clear();
      for (const std::string_view host : util::Split(value, ", ")) target.emplace_back(host);
      return value.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-._, ") == std::string::npos;
    });
  }

  // Origins of web pages between commas, in one spelling.
  void AddOrigins(const std::string& key, std::vector<std::string>& target, const std::string& help) {
    Add(key, "ORIGIN,...", "", help, "origins like https://app.example:8443, with commas between them", [&target](const std::string& text) {
      target.clear();
      const auto origins = util::Split(text, ", ");
      return std::all_of(origins.begin(), origins.end(), [&target](std::string_view written) {
        const auto origin = http::NormalOrigin(written);
        if (origin) target.push_back(*origin);
        return origin.has_value();
      });
    });
  }

  // Names that a certificate can be for, between commas.
  void AddServerNames(const std::string& key, std::vector<std::string>& target, const std::string& help) {
    Add(key, "NAME,...", "", help, "host names and IP addresses, separated by commas", [&target](const std::string& value) {
      target.clear();
      for (const std::string_view name : util::Split(value, ", ")) target.emplace_back(name);
      return std::ranges::all_of(target, crypto::IsServerName);
    });
  }

  // `accept` puts the number where it belongs.
  void AddWholeNumber(const std::string& key, std::int64_t default_value, std::int64_t least, std::int64_t most, const std::string& help,
                      std::function<void(std::int64_t)> accept) {
    const std::string requirement = "a whole number from " + std::to_string(least) + " to " + std::to_string(most);
    Add(key, kNumberType, std::to_string(default_value), help, requirement,
        [least, most, accept = std::move(accept)](const std::string& value) {
          std::int64_t number = 0;
          const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
          if (error != std::errc() || end != value.data() + value.size() || number < least || number > most) return false;
          accept(number);
          return true;
        });
  }

  template <class Number>
  void AddNumber(const std::string& key, Number& target, std::int64_t least, std::int64_t most, const std::string& help) {
    AddWholeNumber(key, static_cast<std::int64_t>(target), least, most, help,
                   [&target](std::int64_t number) { target = static_cast<Number>(number); });
  }

  // -1 is the word for none.
  void AddPortOrNone(const std::string& key, std::optional<std::uint16_t>& target, const std::string& help) {
    AddWholeNumber(key, target ? *target : -1, -1, 65535, help, [&target](std::int64_t number) {
      target = number < 0 ? std::nullopt : std::make_optional(static_cast<std::uint16_t>(number));
    });
  }

  template <class Value>
  void AddChoice(const std::string& key, Value& target, const std::string& help, const Choices<Value>& choices) {
    std::vector<std::string> names;
    std::string default_value;
    for (const auto& [name, value] : choices) {
      names.push_back(name);
      if (value == target) default_value = name;
    }
    const std::string requirement = "one of " + CLI::detail::join(names, ", ");
    Add(key, CLI::detail::join(names, "|"), default_value, help, requirement, [&target, choices](const std::string& text) {
      const auto choice = std::find_if(choices.begin(), choices.end(), [&](const auto& candidate) { return candidate.first == text; });
      if (choice == choices.end()) return false;
      target = choice->second;
      return true;
    });
  }

  void DeclareOptions() {
    const auto not_empty = [](std::string_view value) { return !value.empty(); };
    DeclareConfig();
    AddText("host", "ADDRESS", options_.http.host, "Address to listen at; 0.0.0.0 for all", "an address", not_empty);
    AddNumber("port", options_.http.port, 0, 65535, "Port to listen at; 0 for a free one. The variable PORT works too");
    AddTlsOptions(options_.tls);
    AddText("database", "FILE|:memory:", options_.storage.path, "SQLite file of all state; :memory: leaves nothing behind", "a path",
            not_empty);
    AddPath("seed", options_.seed, "JSON list of operations to run at the start");
    AddLogOptions();
    AddText("region", "NAME", options_.protocol.default_region, "Region of requests that name none", "a region like us-east-1",
            util::IsRegion);
    AddText("account", "ID", options_.protocol.default_account, "Account of requests that name none", "12 digits", util::IsAccount);
    AddBehaviourOptions();
    AddQuotas(options_.quotas);
    AddQuotasOfLists(options_.quotas);
    AddLimits(options_.http);
    app_.add_flag("--healthcheck", options_.healthcheck,
                  "Ask the server at --host and --port for its health; the exit code is 0 if it is well, else 1")
        ->configurable(false);
  }

  // CLI11 asks for the file before it reads the environment, so ROCKPOOL_CONFIG comes in as the default. A file that is named must exist.
  void DeclareConfig() {
    const std::string from_environment = EnvironmentValue(EnvironmentName("config"));
    config_option_ = app_.set_config("--config", from_environment, "TOML file with options", !from_environment.empty());
    config_option_->option_text("FILE (Env:" + EnvironmentName("config") + ")")->take_last();
    app_.config_formatter(std::make_shared<TomlConfig>(app_));
  }

  void AddTlsOptions(TlsOptions& tls) {
    AddPortOrNone("tls_port", tls.port, "Port for https; 0 for a free one, -1 for none");
    AddPath("tls_certificate", tls.certificate, "PEM file with the certificate for https; without it one is made");
    AddPath("tls_key", tls.key, "PEM file with the certificate's private key");
    AddServerNames("tls_names", tls.names, "Host names and addresses that the made certificate is for, beside the local ones");
    AddPath("trusted_ca", tls.trusted_ca, "PEM file with certificates that are trusted at other servers, beside the system's");
  }

  void AddLogOptions() {
    using util::LogFormat;
    using util::LogLevel;
    AddChoice<LogLevel>("log_level", options_.log_level, "Least level that is logged",
                        {{"debug", LogLevel::kDebug},
                         {"info", LogLevel::kInfo},
                         {"warning", LogLevel::kWarning},
                         {"error", LogLevel::kError},
                         {"off", LogLevel::kOff}});
    AddChoice<LogFormat>("log_format", options_.log_format, "Form of the log on standard error",
                         {{"text", LogFormat::kText}, {"json", LogFormat::kJson}});
  }

  void AddBehaviourOptions() {
    protocol::Settings& protocol = options_.protocol;
    AddChoice<bool>("sigv4", protocol.require_sigv4, "require: refuse unsigned calls to the operations that AWS signs",
                    {{"parse", false}, {"require", true}});
    using storage::sqlite::Durability;
    AddChoice<Durability>("durability", options_.storage.durability,
                          "What an answered write survives. process: kill -9. full: power cuts as well",
                          {{"process", Durability::kProcess}, {"full", Durability::kPower}});
    AddIdentityProviderOptions(options_.identity_providers);
    using crypto::SigningKeys;
    AddChoice<SigningKeys>("signing_keys", options_.signing_keys,
                           "Where no spare key is ready. shared: a pool gets the key of another one. own: its call waits for a key",
                           {{"shared", SigningKeys::kShared}, {"own", SigningKeys::kOwn}});
    AddHosts("allowed_hosts", protocol.trusted_sites.hosts, "More host names by which /_rockpool may be reached");
    AddOrigins("allowed_origins", protocol.trusted_sites.origins, "Web pages of other sites that may call what AWS signs");
  }

  void AddIdentityProviderOptions(identity_providers::Settings& settings) {
    using RemoteDocuments = identity_providers::Settings::RemoteDocuments;
    AddChoice<RemoteDocuments>(
        "remote_documents", settings.remote_documents,
        "Where SAML metadata and OIDC discovery are fetched from. local: loopback and private hosts",
        {{"local", RemoteDocuments::kLocal}, {"online", RemoteDocuments::kOnline}, {"never", RemoteDocuments::kNever}});
    using UpdateMode = identity_providers::Settings::UpdateMode;
    AddChoice<UpdateMode>("provider_details_update", settings.update_mode,
                          "What becomes of ProviderDetails that an update leaves out. merge: they are kept",
                          {{"merge", UpdateMode::kMerge}, {"replace", UpdateMode::kReplace}});
    AddChoice<bool>("social_scopes", settings.any_social_scopes, "Which authorize_scopes social providers may have",
                    {{"documented", false}, {"any", true}});
  }

  void AddQuotas(pools::Quotas& quotas) {
    constexpr int kMost = 1'000'000;
    AddNumber("max_identity_providers", quotas.identity_providers, 1, kMost, "Identity providers in one user pool");
    AddNumber("max_user_pools", quotas.user_pools, 1, kMost, "User pools of one account in one region");
    AddNumber("max_app_clients", quotas.app_clients, 1, kMost, "App clients in one user pool");
    AddNumber("max_client_secrets", quotas.client_secrets, 1, 100, "Secrets of one app client");
    AddNumber("max_custom_attributes", quotas.custom_attributes, 1, kMost, "Custom attributes in one user pool");
    AddNumber("max_custom_domains", quotas.custom_domains, 1, kMost, "Custom domains of one account");
    AddNumber("max_groups", quotas.groups, 1, kMost, "Groups in one user pool");
    AddNumber("max_managed_login_branding_styles", quotas.managed_login_branding_styles, 1, kMost,
              "Managed login branding styles in one user pool");
    AddNumber("max_replicas", quotas.replicas, 1, 1'000, "Replicas of one user pool in other regions");
    AddNumber("max_resource_servers", quotas.resource_servers, 1, kMost, "Resource servers in one user pool");
  }

  // The service model itself takes no more than their defaults.
  void AddQuotasOfLists(pools::Quotas& quotas) {
    AddNumber("max_callback_urls", quotas.callback_urls, 1, 100, "Callback URLs of one app client");
    AddNumber("max_client_scopes", quotas.client_scopes, 1, 50, "Scopes of one app client");
    AddNumber("max_logout_urls", quotas.logout_urls, 1, 100, "Logout URLs of one app client");
    AddNumber("max_provider_identifiers", quotas.provider_identifiers, 1, 50, "Identifiers of one identity provider");
    AddNumber("max_resource_server_scopes", quotas.resource_server_scopes, 1, 100, "Scopes of one resource server");
  }

  void AddLimits(http::beast::Settings& http) {
    AddNumber("max_body_bytes", http.max_body_bytes, 1024, 1024 * 1024 * 1024,
              "Size of a request's body; most operations take no more than 1 MiB anyway");
    AddNumber("max_request_memory", http.max_request_memory, 1024 * 1024, 1024L * 1024 * 1024 * 1024,
              "Bytes of all requests' bodies together that are in memory at the same time");
    AddNumber("max_connections", http.max_connections, 1, 1'000'000, "Connections at the same time");
    AddNumber("threads", http.threads, 0, 1024, "Threads for input and output; 0 for as many as there are cores");
    AddNumber("max_waiting", http.max_waiting, 1, 100'000, "Calls that wait for other servers at the same time, each on a thread");
  }

  const std::vector<std::string> arguments_;
  Options options_;
  CLI::App app_{"An emulator of Amazon Cognito user pools for developers' machines"};
  CLI::Option* config_option_ = nullptr;
};

}  // namespace

std::variant<Options, Exit> ParseOptions(int argc, const char* const* argv, std::string_view version) {
  if (const std::string port = EnvironmentValue("PORT"); !port.empty()) setenv("ROCKPOOL_PORT", port.c_str(), 0);
  return Parser(argc, argv, version).Parse();
}

std::vector<std::string> WarningsOfVariables() {
  std::vector<std::string> set;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    set.emplace_back(text.substr(0, text.find('=')));
  }
  return WarningsOf(set, Parser(0, nullptr, "").Variables());
}

}  // namespace rockpool
