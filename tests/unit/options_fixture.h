// Options as a test gives them: by flags, variables and files of its own.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "server/options.h"

extern char** environ;

namespace rockpool {

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

}  // namespace rockpool
