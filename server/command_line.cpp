// The only file that includes CLI11.
#include "server/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <istream>
#include <map>
#include <stdexcept>

#include "server/toml_config.h"
#include "server/util/strings.h"

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

// What takes the tables of the file, by their keys. Each throws std::invalid_argument for what it does not take.
using Tables = std::map<std::string, std::function<void(const std::string& json)>>;

// Stands in for CLI11's own reader of files, which is no TOML and lets the file beat the environment.
class TomlConfig final : public CLI::Config {
 public:
  TomlConfig(const CLI::App& app, const Tables& tables) : app_(app), tables_(tables) {}

  std::string to_config(const CLI::App*, bool, bool, std::string) const override { return {}; }

  std::vector<CLI::ConfigItem> from_config(std::istream& input) const override {
    std::vector<CLI::ConfigItem> items;
    for (const TomlEntry& entry : Read(input)) {
      if (IsTakenAsTable(entry)) continue;
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

  bool IsTakenAsTable(const TomlEntry& entry) const {
    const auto* table = std::get_if<TomlTable>(&entry.value);
    const auto taker = tables_.find(entry.key);
    if (table == nullptr || taker == tables_.end()) return false;
    try {
      taker->second(table->json);
    } catch (const std::invalid_argument& error) {
      Refuse(entry, error.what());
    }
    return true;
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
  const Tables& tables_;
};

}  // namespace

std::string EnvironmentValue(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value == nullptr ? std::string() : value;
}

class CommandLine::Impl {
 public:
  Impl(int argc, const char* const* argv, std::string_view version) : arguments_(argv + std::min(argc, 1), argv + argc) {
    app_.name("rockpool");
    app_.set_help_flag("-h,--help", "Print this help and end");
    app_.set_version_flag("--version", "rockpool " + std::string(version), "Print the version and end");
    app_.footer(
        "Env names the environment variable of an option. In the TOML file an option is its name with underscores: max_user_pools.\n"
        "A flag beats the environment, which beats the file. config/rockpool.toml is a commented sample.");
  }

  // CLI11 asks for the file before it reads the environment, so ROCKPOOL_CONFIG comes in as the default. A file that is named must exist.
  void AddConfig(std::string& path) {
    const std::string from_environment = EnvironmentValue(EnvironmentName("config"));
    config_option_ = app_.set_config("--config", from_environment, "TOML file with options", !from_environment.empty());
    config_option_->option_text("FILE (Env:" + EnvironmentName("config") + ")")->take_last();
    app_.config_formatter(std::make_shared<TomlConfig>(app_, tables_));
    config_path_ = &path;
  }

  void AddTable(const std::string& key, std::string& target, std::function<void(const std::string&)> check) {
    tables_[key] = [&target, check = std::move(check)](const std::string& json) {
      check(json);
      target = json;
    };
  }

  void AddFlag(const std::string& key, bool& target, const std::string& help) {
    app_.add_flag("--" + KebabCase(key), target, help)->configurable(false);
  }

  // `accept` says whether it took the value.
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

  std::optional<Exit> Parse() {
    try {
      RefuseEmptyFlagValues();
      app_.parse(std::vector<std::string>(arguments_.rbegin(), arguments_.rend()));  // CLI11 takes them from the back
      *config_path_ = ConfigPath();
      return std::nullopt;
    } catch (const CLI::CallForHelp&) {
      return Exit{0, app_.help()};
    } catch (const CLI::CallForVersion& version) {
      return Exit{0, std::string(version.what()) + "\n"};
    } catch (const CLI::FileError&) {
      return Failure("The configuration file " + ConfigPath() + " cannot be read.");
    } catch (const CLI::ConfigError& error) {
      return Failure("The configuration file " + ConfigPath() + error.what());
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
    return "\"" + key + "\" in " + ConfigPath();
  }

  std::string ConfigPath() const { return config_option_->as<std::string>(); }

  const std::vector<std::string> arguments_;
  Tables tables_;
  CLI::App app_{"An emulator of Amazon Cognito user pools for developers' machines"};
  CLI::Option* config_option_ = nullptr;
  std::string* config_path_ = nullptr;
};

CommandLine::CommandLine(int argc, const char* const* argv, std::string_view version)
    : impl_(std::make_unique<Impl>(argc, argv, version)) {}

CommandLine::~CommandLine() = default;

void CommandLine::AddConfig(std::string& path) { impl_->AddConfig(path); }

void CommandLine::AddTable(const std::string& key, std::string& target, std::function<void(const std::string&)> check) {
  impl_->AddTable(key, target, std::move(check));
}

void CommandLine::AddFlag(const std::string& key, bool& target, const std::string& help) { impl_->AddFlag(key, target, help); }

void CommandLine::AddText(const std::string& key, const std::string& type, std::string& target, const std::string& help,
                          const std::string& requirement, bool (*is_legal)(std::string_view)) {
  impl_->Add(key, type, target, help, requirement, [&target, is_legal](const std::string& value) {
    target = value;
    return is_legal(value);
  });
}

void CommandLine::AddPath(const std::string& key, std::string& target, const std::string& help) {
  AddText(key, "FILE", target, help, "a path", [](std::string_view) { return true; });
}

void CommandLine::AddList(const std::string& key, const std::string& type, std::vector<std::string>& target, const std::string& help,
                          const std::string& requirement, std::optional<std::string> (*read)(std::string_view)) {
  impl_->Add(key, type, "", help, requirement, [&target, read](const std::string& text) {
    target.clear();
    for (const std::string_view written : util::Split(text, ", ")) {
      auto word = read(written);
      if (!word) return false;
      target.push_back(*std::move(word));
    }
    return true;
  });
}

void CommandLine::AddPortOrNone(const std::string& key, std::optional<std::uint16_t>& target, const std::string& help) {
  AddWholeNumber(key, target ? *target : -1, -1, 65535, help, [&target](std::int64_t number) {
    target = number < 0 ? std::nullopt : std::make_optional(static_cast<std::uint16_t>(number));
  });
}

std::optional<Exit> CommandLine::Parse() { return impl_->Parse(); }

std::vector<std::string> CommandLine::Variables() const { return impl_->Variables(); }

void CommandLine::AddWholeNumber(const std::string& key, std::int64_t default_value, std::int64_t least, std::int64_t most,
                                 const std::string& help, std::function<void(std::int64_t)> accept) {
  const std::string requirement = "a whole number from " + std::to_string(least) + " to " + std::to_string(most);
  impl_->Add(key, kNumberType, std::to_string(default_value), help, requirement,
             [least, most, accept = std::move(accept)](const std::string& value) {
               std::int64_t number = 0;
               const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
               if (error != std::errc() || end != value.data() + value.size() || number < least || number > most) return false;
               accept(number);
               return true;
             });
}

void CommandLine::AddWord(const std::string& key, const std::vector<std::string>& words, const std::string& default_word,
                          const std::string& help, std::function<void(std::size_t)> accept) {
  const std::string requirement = "one of " + CLI::detail::join(words, ", ");
  impl_->Add(key, CLI::detail::join(words, "|"), default_word, help, requirement,
             [words, accept = std::move(accept)](const std::string& text) {
               const auto word = std::find(words.begin(), words.end(), text);
               if (word == words.end()) return false;
               accept(static_cast<std::size_t>(word - words.begin()));
               return true;
             });
}

}  // namespace rockpool
