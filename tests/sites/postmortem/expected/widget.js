// themes/default/widget.js, squeezed
