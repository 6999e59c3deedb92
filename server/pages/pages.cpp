#include "server/pages/pages.h"

#include <ctemplate/per_expand_data.h>
#include <ctemplate/template_cache.h>
#include <ctemplate/template_dictionary.h>

#include <algorithm>
#include <map>
#include <stdexcept>

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

namespace {

// What begins so is a template; all else is handed out as it is.
constexpr std::string_view kEscaping = "{{%AUTOESCAPE context=\"HTML\"}}";

// The names that stand in a template as {{NAME}}, sorted.
std::vector<std::string_view> NamesIn(std::string_view text) {
  std::vector<std::string_view> names;
  for (std::size_t begin = text.find("{{"); begin != std::string_view::npos; begin = text.find("{{", begin)) {
    begin += 2;
    names.push_back(text.substr(begin, text.find("}}", begin) - begin));
  }
  std::ranges::sort(names);
  return names;
}

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
      names_.emplace(file.name, NamesIn(file.text));
    }
    cache_.Freeze();
  }

  static const Templates& Instance() {
    static const Templates templates;
    return templates;
  }

  // Whether {{name}} stands in the template; false too if there is no such template.
  bool HasName(std::string_view template_name, std::string_view name) const {
    const auto found = names_.find(template_name);
    return found != names_.end() && std::ranges::binary_search(found->second, name);
  }

  std::string Expand(std::string_view name, const ctemplate::TemplateDictionary& dictionary) const {
    std::string page;
    if (!cache_.ExpandNoLoad({name.data(), name.size()}, ctemplate::STRIP_WHITESPACE, &dictionary, nullptr, &page)) {
      throw std::logic_error("there is no template " + std::string(name) + ", or none that it includes");
    }
    return page;
  }

 private:
  ctemplate::TemplateCache cache_;
  std::map<std::string_view, std::vector<std::string_view>> names_;  // of each template
};

}  // namespace

// Puts values into the engine's dictionary, which points into them: it must not outlive them.
class Filling {
 public:
  explicit Filling(const Values& words) : words_(words) {}

  // Those alone that the page needs: a page has a dozen of the language's hundred words, and the engine hashes the name of each.
  void FillWords(std::string_view template_name, const Values& values, ctemplate::TemplateDictionary& root) const {
    const Templates& templates = Templates::Instance();
    for (const auto& [name, text] : words_.texts_) {
      const auto has_it = [&templates, word = name](const auto& included) { return templates.HasName(included.second, word); };
      if (templates.HasName(template_name, name) || std::ranges::any_of(values.included_, has_it)) {
        root.SetTemplateGlobalValueWithoutCopy(Engine(name), Engine(text));
      }
    }
  }

  void Fill(const Values& values, ctemplate::TemplateDictionary& dictionary) const {
    FillWithoutIncludes(values, dictionary);
    for (const auto& [place, template_name] : values.included_) {
      // An included template sees nothing of what is around it but the words.
      ctemplate::TemplateDictionary& included = *dictionary.AddIncludeDictionary(Engine(place));
      included.SetFilename(Engine(template_name));
      FillWithoutIncludes(values, included);
    }
  }

 private:
  static ctemplate::TemplateString Engine(std::string_view text) { return {text.data(), text.size()}; }

  static void SetText(ctemplate::TemplateDictionary& dictionary, std::string_view name, std::string_view text) {
    dictionary.SetValueWithoutCopy(Engine(name), Engine(text));
    if (!text.empty()) {
      dictionary.ShowSection(Engine(name));
    }
  }

  std::string_view WordOf(std::string_view word) const {
    const auto found = std::ranges::find(words_.texts_, word, &std::pair<std::string_view, std::string>::first);
    if (found == words_.texts_.end()) {
      throw std::logic_error("there is no word " + std::string(word));
    }
    return found->second;
  }

  void FillWithoutIncludes(const Values& values, ctemplate::TemplateDictionary& dictionary) const {
    for (const auto& [name, word] : values.words_) {
      SetText(dictionary, name, WordOf(word));
    }
    for (const auto& [name, text] : values.texts_) {
      SetText(dictionary, name, text);
    }
    for (const std::string_view section : values.shown_) {
      dictionary.ShowSection(Engine(section));
    }
    for (const auto& [section, repetitions] : values.repeated_) {
      for (const Values& repetition : repetitions) {
        FillWithoutIncludes(repetition, *dictionary.AddSectionDictionary(Engine(section)));
      }
    }
  }

  const Values& words_;
};

std::string Render(std::string_view template_name, const Values& values, const Values& words) {
  ctemplate::TemplateDictionary dictionary("");
  const Filling filling(words);
  filling.FillWords(template_name, values, dictionary);
  filling.Fill(values, dictionary);
  return Templates::Instance().Expand(template_name, dictionary);
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
