// The settings of a branding style: which of them have an effect, and how they are read. AWS publishes no schema; the names are those of
// the example of UpdateManagedLoginBranding in the AWS CLI's reference.
#pragma once

#include <rapidjson/document.h>

#include <string>
#include <string_view>

#include "server/api/scalars.h"

namespace rockpool::oauth {

enum class Mode { kLight, kDark };

// Any thread, once it is made.
class StyleSettings {
 public:
  // `settings` may be anything that is JSON.
  explicit StyleSettings(const api::Document& settings);

  // The parts of a path are separated by points. What is not there, or of another type, is the default.
  bool Flag(std::string_view path, bool by_default) const;
  std::string_view Word(std::string_view path, std::string_view by_default) const;

  // Whether `first` stands before `second` in the lists of objects at the path, which have a `type`.
  bool Precedes(std::string_view path, std::string_view first, std::string_view second) const;

  // Whether the list of texts at the path has that one, or there is no list.
  bool Lists(std::string_view path, std::string_view text) const;

  // The CSS variables of a mode, "--page:#ffffffff;...", by the table of style_settings.cpp.
  std::string Colours(Mode mode) const;

  // Those of both modes: radii.
  std::string Lengths() const;

 private:
  const rapidjson::Value* Find(std::string_view path) const;

  rapidjson::Document document_;
};

}  // namespace rockpool::oauth
