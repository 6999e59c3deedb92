// Events and answers as people may see them: without what is secret in them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rockpool::triggers {

// An event or an answer as JSON, with "... (12 characters)" in the place of each password, code, token, answer to a challenge and private
// parameter. What is no JSON becomes a JSON string, as WithoutSecrets has it. `is_answer`: it is an object whose `response` is one.
struct ShownJson {
  std::string json;
  bool is_answer = false;
};
ShownJson Shown(std::string_view text, const std::vector<std::string>& secrets);

// What Shown would take out of an event.
std::vector<std::string> SecretsOf(std::string_view event);

// How much is shown of a text that is no JSON.
inline constexpr std::size_t kLongestShown = std::size_t{256} * 1024;

// A text that may repeat them, like an error's, without them, in UTF-8, cut behind kLongestShown bytes of the text. A secret of less than
// six bytes is left where it is: it would be found in any text. "not shown" where there are more secrets than can be looked for.
std::string WithoutSecrets(std::string text, const std::vector<std::string>& secrets);

// At most so many bytes of it and "...", cut between characters. Requires: it is UTF-8.
std::string Cut(std::string_view text, std::size_t most);

}  // namespace rockpool::triggers
