#include "server/tokens/device_type.h"

#include <algorithm>
#include <array>
#include <optional>

#include "server/util/strings.h"

namespace rockpool::tokens {
namespace {

constexpr std::size_t kLongestLooked = 1024;
constexpr std::size_t kLongestVersion = 12;

// What stands before a version, and what it is called.
struct Mark {
  std::string_view before;
  std::string_view name;
};

// Browsers name those besides that they are like, so the particular ones come first.
constexpr std::array kBrowsers{Mark{"EdgiOS/", "Edge"},  Mark{"EdgA/", "Edge"},     Mark{"Edg/", "Edge"},      Mark{"OPR/", "Opera"},
                               Mark{"CriOS/", "Chrome"}, Mark{"FxiOS/", "Firefox"}, Mark{"Chrome/", "Chrome"}, Mark{"Firefox/", "Firefox"}};

constexpr std::array kSystems{Mark{"Windows NT ", "Windows"}, Mark{"Android ", "Android"}, Mark{"CPU iPhone OS ", "iOS"},
                              Mark{"CPU OS ", "iPadOS"},      Mark{"Mac OS X ", "macOS"},  Mark{"CrOS ", "ChromeOS"},
                              Mark{"Linux", "Linux"}};

// Digits with points between them, from the beginning of the text.
std::string VersionAt(std::string_view text) {
  const auto end =
      std::ranges::find_if_not(text.substr(0, kLongestVersion), [](char c) { return util::IsDigit(c) || c == '.' || c == '_'; });
  std::string version(text.begin(), end);
  std::ranges::replace(version, '_', '.');
  return version;
}

std::string MajorOf(const std::string& version) { return version.substr(0, version.find('.')); }

std::string Named(std::string_view name, std::string_view version) {
  std::string named(name);
  if (!version.empty()) {
    named.append(" ").append(version);
  }
  return named;
}

std::optional<std::string> BrowserIn(std::string_view agent) {
  for (const Mark& browser : kBrowsers) {
    if (const auto at = agent.find(browser.before); at != std::string_view::npos) {
      return Named(browser.name, MajorOf(VersionAt(agent.substr(at + browser.before.size()))));
    }
  }
  // Safari's own number is not what people call its version.
  constexpr std::string_view kVersion = "Version/";
  const auto at = agent.find(kVersion);
  return at != std::string_view::npos && agent.find("Safari/", at) != std::string_view::npos
             ? std::optional(Named("Safari", MajorOf(VersionAt(agent.substr(at + kVersion.size())))))
             : std::nullopt;
}

std::string SystemIn(std::string_view agent) {
  for (const Mark& system : kSystems) {
    if (const auto at = agent.find(system.before); at != std::string_view::npos) {
      const std::string version = VersionAt(agent.substr(at + system.before.size()));
      return Named(system.name, system.name == "Windows" ? MajorOf(version) : version);
    }
  }
  return std::string(kUnknownDevice);
}

}  // namespace

std::string DeviceTypeOf(std::string_view user_agent) {
  const std::string_view looked = user_agent.substr(0, kLongestLooked);
  const auto browser = BrowserIn(looked);
  return browser ? *browser + " / " + SystemIn(looked) : std::string(kUnknownDevice);
}

}  // namespace rockpool::tokens
