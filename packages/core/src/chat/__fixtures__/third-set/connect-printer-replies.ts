import type { ReplyCase } from "../reply-case.ts";

export const connectPrinterReplies: ReplyCase = {
  name: "connect a receipt printer (Spanish)",
  ground: {
    howTo: `1. Encienda la impresora y conéctela a la misma red que la tableta.
2. En la aplicación, toque **Más** > **Dispositivos**.
3. Toque **Buscar impresoras** y espere unos segundos.
4. Toque la impresora en la lista y luego **Vincular**.
5. Toque **Imprimir prueba**. Si sale el tique, toque **Listo**.

Si no aparece, toque **Añadir por IP** y escriba la dirección que figura en el tique de la impresora.`,
    names: [
      "Conectar una impresora",
      "Más",
      "Dispositivos",
      "Buscar impresoras",
      "Vincular",
      "Imprimir prueba",
      "Listo",
      "Añadir por IP",
    ],
    said: ["la impresora nueva no imprime", "Caja 2", "Sin dispositivos"],
  },
  correct: [
    "Vamos a conectarla. ¿Está encendida y en la misma red que la tableta?",
    "Toque **Más** > **Dispositivos** y después **Buscar impresoras**.",
    "Cuando aparezca en la lista, tóquela y luego toque «Vincular».",
    "Para comprobar que funciona, toque **Imprimir prueba**; si sale el tique, toque **Listo**.",
    "¿No aparece? Toque **Añadir por IP** y escriba la dirección que figura en el tique.",
    "Más → Dispositivos → Buscar impresoras → Vincular → Imprimir prueba",
    "1. Enciéndala.\n2. **Más** > **Dispositivos**\n3. **Buscar impresoras**\n4. **Vincular**\n5. **Imprimir prueba**\n6. **Listo**",
    "En la Caja 2 todavía no hay dispositivos, por eso no imprime.",
    "La búsqueda tarda unos segundos, tenga un poco de paciencia.",
    "La dirección IP suele ser algo como cuatro números separados por puntos; la encontrará en el tique de la impresora.",
    "No sé qué modelo tiene, pero los pasos son los mismos.",
    "Ya casi está: solo falta tocar “Listo”.",
    "Toca *Buscar impresoras* y espera.",
  ],
  invented: [
    "Toque **Ajustes** > **Bluetooth** y active el emparejamiento.",
    "Toque **Reiniciar impresora**.",
    "Abra **Hardware** y elija **Periféricos**.",
    "Mantenga pulsado el botón Feed durante cinco segundos.",
    "Toque «Calibrar papel».",
    "En Dispositivos, toque Actualizar firmware.",
    "Toque la papelera junto a la impresora y vuelva a empezar.",
    "Active **Impresión automática** en la pestaña Tiques.",
    "Descargue el controlador de https://impresoras.example/drivers.",
    "Toque el icono del wifi y elija Red de invitados.",
    "Más > Dispositivos > Cajón portamonedas",
    "Pulse el botón Asignar a caja.",
    "Termine con **Guardar configuración**.",
  ],
};
