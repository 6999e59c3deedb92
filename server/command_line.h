// How an option is spelt, read and refused, whatever options there are: those are in options.cpp. An option has one key, `max_user_pools`,
// and so three spellings; see options.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rockpool {

// The program ends without starting a server: print `text`, which ends with a line break, on standard output if `code` is 0 (--help,
// --version), else on standard error.
struct Exit {
  int code = 0;
  std::string text;
};

inline constexpr int kUsageError = 2;

// An empty text where it is not set.
std::string EnvironmentValue(const std::string& name);

// First every option is added, then Parse fills their targets, which outlive it. `help` is a line of --help, which shows what the target
// holds as the default; `requirement` completes the sentence "--port must be ...".
class CommandLine {
 public:
  template <class Value>
  using Choices = std::vector<std::pair<std::string, Value>>;

  // argv[0] is skipped.
  CommandLine(int argc, const char* const* argv, std::string_view version);
  ~CommandLine();
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;

  // --config: the file is read by Parse, and `path` becomes its name.
  void AddConfig(std::string& path);

  // A table of the file, which no flag or variable can be: `target` becomes its JSON text, once `check` has let it through. `check` throws
  // std::invalid_argument with one sentence.
  void AddTable(const std::string& key, std::string& target, std::function<void(const std::string&)> check);

  // A word that is there or not, and no option of the environment or the file.
  void AddFlag(const std::string& key, bool& target, const std::string& help);

  void AddText(const std::string& key, const std::string& type, std::string& target, const std::string& help,
               const std::string& requirement, bool (*is_legal)(std::string_view));
  void AddPath(const std::string& key, std::string& target, const std::string& help);

  // Words between commas, each as `read` returns it; nullopt refuses all.
  void AddList(const std::string& key, const std::string& type, std::vector<std::string>& target, const std::string& help,
               const std::string& requirement, std::optional<std::string> (*read)(std::string_view));

  template <class Number>
  void AddNumber(const std::string& key, Number& target, std::int64_t least, std::int64_t most, const std::string& help) {
    AddWholeNumber(key, static_cast<std::int64_t>(target), least, most, help,
                   [&target](std::int64_t number) { target = static_cast<Number>(number); });
  }

  // -1 is the word for none.
  void AddPortOrNone(const std::string& key, std::optional<std::uint16_t>& target, const std::string& help);

  // `choices` is the one table of the words and what they mean.
  template <class Value>
  void AddChoice(const std::string& key, Value& target, const std::string& help, const Choices<Value>& choices) {
    std::vector<std::string> words;
    std::string default_word;
    for (const auto& [word, value] : choices) {
      words.push_back(word);
      if (value == target) default_word = word;
    }
    AddWord(key, words, default_word, help, [&target, choices](std::size_t index) { target = choices[index].second; });
  }

  // Reads everything once. What is wrong becomes an Exit with kUsageError and one sentence.
  std::optional<Exit> Parse();

  // The environment variables of all options.
  std::vector<std::string> Variables() const;

 private:
  class Impl;

  void AddWholeNumber(const std::string& key, std::int64_t default_value, std::int64_t least, std::int64_t most, const std::string& help,
                      std::function<void(std::int64_t)> accept);
  void AddWord(const std::string& key, const std::vector<std::string>& words, const std::string& default_word, const std::string& help,
               std::function<void(std::size_t)> accept);

  std::unique_ptr<Impl> impl_;
};

}  // namespace rockpool
