#include "server/pages/pages.h"

#include <ctemplate/per_expand_data.h>
#include <ctemplate/template_cache.h>

#include <algorithm>
#include <stdexcept>

#include "server/pages/value_dictionary.h"

namespace rockpool::pages {

void Values::Set(std::string_view name, std::string_view text) { texts_.emplace_back(name, text); }

std::string_view Values::Find(std::string_view name) const {
  const auto found = std::find_if(texts_.rbegin(), texts_.rend(), [&](const auto& text) { return text.first == name; });
  return found == texts_.rend() ? std::string_view() : found->second;
}

void Values::SetWord(std::string_view name, std::string_view word) { words_.emplace_back(name, word); }

void Values::Show(std::string_view section) { shown_.push_back(section); }

Values& Values::Add(std::string_view section) { return repeated_[section].emplace_back(); }

void Values::Include(std::string_view place, std::string_view template_name) { included_.emplace_back(place, template_name); }

Words::Words(std::vector<std::pair<std::string_view, std::string>> texts) : texts_(std::move(texts)) {
  std::ranges::sort(texts_, {}, &std::pair<std::string_view, std::string>::first);
}

const std::string* Words::Find(std::string_view name) const {
  const auto found = std::ranges::lower_bound(texts_, name, {}, &std::pair<std::string_view, std::string>::first);
  return found != texts_.end() && found->first == name ? &found->second : nullptr;
}

namespace {

// What begins so is a template; all else is handed out as it is.
constexpr std::string_view kEscaping = "{{%AUTOESCAPE context=\"HTML\"}}";

// Never changed once it is made, so that any thread may expand with it at the same time.
class Templates {
 public:
  Templates() {
    for (const EmbeddedFile& file : EmbeddedFiles()) {
      const bool is_page = file.name.ends_with(".html");
      // A template that escapes nothing would be a hole that no page shows.
      if (is_page && !file.text.starts_with(kEscaping)) {
        throw std::logic_error("the template " + std::string(file.name) + " does not begin with " + std::string(kEscaping));
      }
      if (is_page && !cache_.StringToTemplateCache({file.name.data(), file.name.size()}, file.text.data(), file.text.size(),
                                                   ctemplate::STRIP_WHITESPACE)) {
        throw std::logic_error("the template " + std::string(file.name) + " cannot be parsed");
      }
    }
    cache_.Freeze();
  }

  static const Templates& Instance() {
    static const Templates templates;
    return templates;
  }

  std::string Expand(std::string_view name, const ValueDictionary& dictionary) const {
    std::string page;
    if (!cache_.ExpandNoLoad({name.data(), name.size()}, ctemplate::STRIP_WHITESPACE, &dictionary, nullptr, &page)) {
      throw std::logic_error("there is no template " + std::string(name) + ", or none that it includes");
    }
    return page;
  }

 private:
  ctemplate::TemplateCache cache_;
};

}  // namespace

std::string Render(std::string_view template_name, const Values& values, const Words& words) {
  ValueDictionary::RequireWords(values, words);
  return Templates::Instance().Expand(template_name, ValueDictionary(values, words));
}

std::string_view EmbeddedText(std::string_view name) {
  const auto& files = EmbeddedFiles();
  const auto found = std::ranges::find(files, name, &EmbeddedFile::name);
  if (found == files.end()) {
    throw std::logic_error("there is no embedded file " + std::string(name));
  }
  return found->text;
}

}  // namespace rockpool::pages
