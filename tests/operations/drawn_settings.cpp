#include "tests/operations/drawn_settings.h"

#include <utility>
#include <vector>

#include "server/util/strings.h"

namespace rockpool::support {

int DrawnSettings::Number(int least, int most) {
  switch (Below(8)) {
    case 0:
      return least;
    case 1:
      return most;
    default:
      return least + static_cast<int>(Below(static_cast<std::uint32_t>(most - least) + 1));
  }
}

std::string DrawnSettings::OneOf(std::string_view texts) {
  const auto all = util::Split(texts, " ");
  return std::string(all[Below(static_cast<std::uint32_t>(all.size()))]);
}

std::string DrawnSettings::OneOf(std::initializer_list<std::string_view> texts) {
  return std::string(texts.begin()[Below(static_cast<std::uint32_t>(texts.size()))]);
}

std::string DrawnSettings::SomeOf(std::string_view texts, std::size_t least) {
  auto rest = util::Split(texts, " ");
  std::string list;
  for (int more = Number(static_cast<int>(least), static_cast<int>(rest.size())); more > 0; --more) {
    std::swap(rest[Below(static_cast<std::uint32_t>(rest.size()))], rest.back());
    list.append(list.empty() ? "" : ",").append(Quoted(rest.back()));
    rest.pop_back();
  }
  return "[" + list + "]";
}

std::string DrawnSettings::Words(int most) {
  std::string words = OneOf("Wetter \u00dcbersicht \u5929\u6c17 \U0001F41F a 0");
  for (int more = Number(0, most - 1); more > 0; --more) {
    words.append(" ").append(OneOf("read/write \u00e9t\u00e9 'x' {y} <z>"));
  }
  return words;
}

void DrawnObject::Set(std::string_view name, std::string_view json) {
  members_.append(members_.empty() ? "\"" : ",\"").append(name).append("\":").append(json);
}

void DrawnObject::Perhaps(std::string_view name, std::string_view json) {
  if (drawn_.Coin()) {
    Set(name, json);
  }
}

}  // namespace rockpool::support
