#include "server/oauth/pages/style_settings.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "server/util/strings.h"

namespace rockpool::oauth {
namespace {

// A variable of managed/managed.css, where the settings say it (`part`, then lightMode or darkMode, then `member`), and what it is where
// they do not: Cognito's own, as in the CLI's example. The example leaves components.pageText, primaryButton and secondaryButton out of
// sight; Assumed: theirs, by the colours of the rest.
struct Colour {
  std::string_view variable;
  std::string_view part;
  std::string_view member;
  std::string_view light;
  std::string_view dark;
};

constexpr Colour kColours[] = {
    {"page", "components.pageBackground", "color", "ffffffff", "0f1b2aff"},
    {"card", "components.form", "backgroundColor", "ffffffff", "0f1b2aff"},
    {"card-border", "components.form", "borderColor", "c6c6cdff", "424650ff"},
    {"heading", "components.pageText", "headingColor", "000716ff", "d1d5dbff"},
    {"text", "components.pageText", "bodyColor", "414d5cff", "b6bec9ff"},
    {"lead", "components.pageText", "descriptionColor", "414d5cff", "b6bec9ff"},
    {"primary", "components.primaryButton", "defaults.backgroundColor", "0972d3ff", "539fe5ff"},
    {"primary-text", "components.primaryButton", "defaults.textColor", "ffffffff", "000716ff"},
    {"primary-hover", "components.primaryButton", "hover.backgroundColor", "033160ff", "89bdeeff"},
    {"primary-hover-text", "components.primaryButton", "hover.textColor", "ffffffff", "000716ff"},
    {"primary-active", "components.primaryButton", "active.backgroundColor", "033160ff", "539fe5ff"},
    {"primary-active-text", "components.primaryButton", "active.textColor", "ffffffff", "000716ff"},
    {"secondary", "components.secondaryButton", "defaults.backgroundColor", "ffffffff", "0f1b2aff"},
    {"secondary-border", "components.secondaryButton", "defaults.borderColor", "0972d3ff", "539fe5ff"},
    {"secondary-text", "components.secondaryButton", "defaults.textColor", "0972d3ff", "539fe5ff"},
    {"secondary-hover", "components.secondaryButton", "hover.backgroundColor", "f2f8fdff", "192534ff"},
    {"secondary-hover-border", "components.secondaryButton", "hover.borderColor", "033160ff", "89bdeeff"},
    {"secondary-hover-text", "components.secondaryButton", "hover.textColor", "033160ff", "89bdeeff"},
    {"secondary-active", "components.secondaryButton", "active.backgroundColor", "d3e7f9ff", "354150ff"},
    {"secondary-active-border", "components.secondaryButton", "active.borderColor", "033160ff", "89bdeeff"},
    {"secondary-active-text", "components.secondaryButton", "active.textColor", "033160ff", "89bdeeff"},
    {"provider", "components.idpButton.standard", "defaults.backgroundColor", "ffffffff", "0f1b2aff"},
    {"provider-border", "components.idpButton.standard", "defaults.borderColor", "424650ff", "c6c6cdff"},
    {"provider-text", "components.idpButton.standard", "defaults.textColor", "424650ff", "c6c6cdff"},
    {"provider-hover", "components.idpButton.standard", "hover.backgroundColor", "f2f8fdff", "192534ff"},
    {"provider-hover-border", "components.idpButton.standard", "hover.borderColor", "033160ff", "89bdeeff"},
    {"provider-hover-text", "components.idpButton.standard", "hover.textColor", "033160ff", "89bdeeff"},
    {"provider-active", "components.idpButton.standard", "active.backgroundColor", "d3e7f9ff", "354150ff"},
    {"provider-active-border", "components.idpButton.standard", "active.borderColor", "033160ff", "89bdeeff"},
    {"provider-active-text", "components.idpButton.standard", "active.textColor", "033160ff", "89bdeeff"},
    {"header", "components.pageHeader", "background.color", "fafafaff", "0f141aff"},
    {"header-border", "components.pageHeader", "borderColor", "d5dbdbff", "424650ff"},
    {"footer", "components.pageFooter", "background.color", "fafafaff", "0f141aff"},
    {"footer-border", "components.pageFooter", "borderColor", "d5dbdbff", "424650ff"},
    {"alert", "components.alert", "error.backgroundColor", "fff7f7ff", "1a0000ff"},
    {"alert-border", "components.alert", "error.borderColor", "d91515ff", "eb6f6fff"},
    {"notice", "componentClasses.statusIndicator", "success.backgroundColor", "f2fcf3ff", "001a02ff"},
    {"notice-border", "componentClasses.statusIndicator", "success.borderColor", "037f0cff", "29ad32ff"},
    {"input", "componentClasses.input", "defaults.backgroundColor", "ffffffff", "0f1b2aff"},
    {"input-border", "componentClasses.input", "defaults.borderColor", "7d8998ff", "5f6b7aff"},
    {"placeholder", "componentClasses.input", "placeholderColor", "5f6b7aff", "8d99a8ff"},
    {"description", "componentClasses.inputDescription", "textColor", "5f6b7aff", "8d99a8ff"},
    {"label", "componentClasses.inputLabel", "textColor", "000716ff", "d1d5dbff"},
    {"link", "componentClasses.link", "defaults.textColor", "0972d3ff", "539fe5ff"},
    {"link-hover", "componentClasses.link", "hover.textColor", "033160ff", "89bdeeff"},
    {"focus", "componentClasses.focusState", "borderColor", "0972d3ff", "539fe5ff"},
    {"divider", "componentClasses.divider", "borderColor", "ebebf0ff", "232b37ff"},
    {"option", "componentClasses.optionControls", "selected.backgroundColor", "0972d3ff", "539fe5ff"},
};

struct Length {
  std::string_view variable;
  std::string_view path;
  double pixels;
};

constexpr Length kLengths[] = {
    {"card-radius", "components.form.borderRadius", 8},
    {"alert-radius", "components.alert.borderRadius", 12},
    {"button-radius", "componentClasses.buttons.borderRadius", 8},
    {"input-radius", "componentClasses.input.borderRadius", 8},
};
constexpr double kMaxPixels = 200;

// "ffffff" or "ffffffff", red to alpha.
bool IsColour(std::string_view text) { return (text.size() == 6 || text.size() == 8) && std::ranges::all_of(text, util::IsHexDigit); }

void AddVariable(std::string& css, std::string_view name, std::string_view value) {
  css.append("--").append(name).append(":").append(value).append(";");
}

std::string Pixels(double length) {
  const auto tenths = static_cast<std::int64_t>(std::lround(length * 10));
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + "px";
}

std::string_view TextOf(const rapidjson::Value& json) { return {json.GetString(), json.GetStringLength()}; }

}  // namespace

StyleSettings::StyleSettings(const api::Document& settings) {
  document_.Parse<rapidjson::kParseIterativeFlag>(settings.json.data(), settings.json.size());
}

const rapidjson::Value* StyleSettings::Find(std::string_view path) const {
  const rapidjson::Value* found = &document_;
  for (const std::string_view part : util::Split(path, ".")) {
    if (!found->IsObject()) {
      return nullptr;
    }
    const auto member = found->FindMember(rapidjson::Value(part.data(), static_cast<rapidjson::SizeType>(part.size())));
    if (member == found->MemberEnd()) {
      return nullptr;
    }
    found = &member->value;
  }
  return found;
}

bool StyleSettings::Flag(std::string_view path, bool by_default) const {
  const auto* const found = Find(path);
  return found != nullptr && found->IsBool() ? found->GetBool() : by_default;
}

std::string_view StyleSettings::Word(std::string_view path, std::string_view by_default) const {
  const auto* const found = Find(path);
  return found != nullptr && found->IsString() ? TextOf(*found) : by_default;
}

bool StyleSettings::Precedes(std::string_view path, std::string_view first, std::string_view second) const {
  const auto* const lists = Find(path);
  if (lists == nullptr || !lists->IsArray()) {
    return false;
  }
  for (const auto& list : lists->GetArray()) {
    for (rapidjson::SizeType i = 0; list.IsArray() && i < list.Size(); ++i) {
      const auto type = list[i].IsObject() ? list[i].FindMember("type") : rapidjson::Value::ConstMemberIterator();
      const bool has_type = list[i].IsObject() && type != list[i].MemberEnd() && type->value.IsString();
      if (has_type && (TextOf(type->value) == first || TextOf(type->value) == second)) {
        return TextOf(type->value) == first;
      }
    }
  }
  return false;
}

bool StyleSettings::Lists(std::string_view path, std::string_view text) const {
  const auto* const list = Find(path);
  if (list == nullptr || !list->IsArray()) {
    return true;
  }
  const auto array = list->GetArray();
  return std::any_of(array.begin(), array.end(), [&](const auto& entry) { return entry.IsString() && TextOf(entry) == text; });
}

std::string StyleSettings::Colours(Mode mode) const {
  std::string css;
  for (const Colour& colour : kColours) {
    const std::string_view by_default = mode == Mode::kLight ? colour.light : colour.dark;
    const std::string path = std::string(colour.part).append(mode == Mode::kLight ? ".lightMode." : ".darkMode.").append(colour.member);
    const std::string_view told = Word(path, by_default);
    AddVariable(css, colour.variable, "#" + std::string(IsColour(told) ? told : by_default));
  }
  return css;
}

std::string StyleSettings::Lengths() const {
  std::string css;
  for (const Length& length : kLengths) {
    const auto* const found = Find(length.path);
    const bool is_length = found != nullptr && found->IsNumber() && found->GetDouble() >= 0 && found->GetDouble() <= kMaxPixels;
    AddVariable(css, length.variable, Pixels(is_length ? found->GetDouble() : length.pixels));
  }
  return css;
}

}  // namespace rockpool::oauth
