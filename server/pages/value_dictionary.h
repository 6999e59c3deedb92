// Values as the template engine asks for them. The engine's own dictionary copies each name and text into maps of its own before a page is
// rendered, which costs several times what the rendering does.
#pragma once

#include <ctemplate/template_dictionary_interface.h>

#include <string>
#include <string_view>

#include "server/pages/pages.h"

namespace rockpool::pages {

// Points to what it is made of, and is never changed.
class ValueDictionary final : public ctemplate::TemplateDictionaryInterface {
 public:
  // Of a whole page.
  ValueDictionary(const Values& values, const Words& words) : values_(values), words_(words) {}
  // Of a section's repetition, within what is around it.
  ValueDictionary(const Values& values, const ValueDictionary& around) : values_(values), words_(around.words_), around_(&around) {}
  // Of the template at a place of the includer's.
  ValueDictionary(const ValueDictionary& includer, std::string_view place)
      : values_(includer.values_), words_(includer.words_), includer_(&includer), place_(place) {}

  // Throws std::logic_error if the values, or those of a repetition, name a word that there is not.
  static void RequireWords(const Values& values, const Words& words);

 protected:
  ctemplate::TemplateString GetValue(const ctemplate::TemplateString& variable) const override;
  bool IsHiddenSection(const ctemplate::TemplateString& name) const override;
  bool IsUnhiddenSection(const ctemplate::TemplateString& name) const override { return !IsHiddenSection(name); }
  bool IsHiddenTemplate(const ctemplate::TemplateString& name) const override;
  const char* GetIncludeTemplateName(const ctemplate::TemplateString& name, int number) const override;
  Iterator* CreateTemplateIterator(const ctemplate::TemplateString& name) const override;
  Iterator* CreateSectionIterator(const ctemplate::TemplateString& name) const override;
  void DumpToString(std::string* text, int level) const override;

 private:
  class Each;

  const std::string* FindOwn(std::string_view name) const;
  const std::list<Values>* FindOwnRepetitions(std::string_view name) const;
  bool ShowsOwn(std::string_view name) const;
  bool Fills(std::string_view place) const;
  // The dictionary whose values say what stands at the place, and that template's name.
  std::pair<const ValueDictionary*, const std::string*> FindInclusion(std::string_view place) const;

  const Values& values_;
  const Words& words_;
  const ValueDictionary* around_ = nullptr;
  const ValueDictionary* includer_ = nullptr;
  const std::string_view place_;
};

}  // namespace rockpool::pages
