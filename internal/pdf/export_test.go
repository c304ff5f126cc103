package pdf

// TextsOf lets the tests outside the package read a ToUnicode map as those inside do.
var TextsOf = textsOf
